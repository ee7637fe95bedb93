import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import { commonFields } from './commonFields';
import { compact } from './compact';
import type { EcsDocument } from './EcsDocument';
import { shorten } from './shorten';

/** Document of `logs-patchrisk.finding-*`: the state of a finding when it opened, changed or closed. */
export function findingDocument(options: {
  event: OutboundEvent;
  namespace: string;
}): EcsDocument {
  const { base, event, patchRisk } = commonFields(options);
  const { finding, at } = options.event;
  const cve = finding && shorten(finding.cve);
  return {
    ...compact({
      ...base,
      event: {
        kind: 'state',
        category: ['vulnerability'],
        type: ['info'],
        ...event,
      },
      vulnerability: finding && {
        id: cve,
        enumeration: cve?.startsWith('CVE-') ? 'CVE' : undefined,
        reference: cve?.startsWith('CVE-')
          ? `https://www.cve.org/CVERecord?id=${encodeURIComponent(cve)}`
          : undefined,
        classification: finding.baseScore === undefined ? undefined : 'CVSS',
        score: { base: finding.baseScore },
        severity: finding.severity && shorten(finding.severity),
        report_id: finding.id,
        scanner: { vendor: 'Patch Risk' },
      },
      tags: ['patch-risk'],
      patch_risk: {
        ...patchRisk,
        finding: finding && {
          id: finding.id,
          status: shorten(finding.status),
          decision: finding.decision && shorten(finding.decision),
        },
      },
    }),
    '@timestamp': at,
  };
}
