import { createHash } from 'node:crypto';
import type {
  FindingRemediation,
  MatchEvidence,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { foldText } from '@patch-risk/match';
import type { SourceDetail } from '../database/MatchSourceStore';
import type { ComponentFinding } from './ComponentMatcher';
import { chooseRemediation, type FindingContent } from './composeFinding';
import { shortRange } from './shortRange';

/** Hand-written advisories tell of the devices themselves what is to be done. */
export const OWN_FEED = 'own';

const MAX_EVIDENCE = 20;
const ORDER = [
  'affected',
  'under_investigation',
  'unknown',
  'fixed',
  'not_affected',
];

/** Of several components with the same vulnerability the one that is worst off counts. */
function byWeight(left: ComponentFinding, right: ComponentFinding): number {
  return (
    ORDER.indexOf(left.verdict.status) - ORDER.indexOf(right.verdict.status) ||
    right.verdict.confidence - left.verdict.confidence ||
    left.component.id - right.component.id
  );
}

function named({ component }: ComponentFinding): string {
  return [component.name, component.version].filter(Boolean).join(' ');
}

/** A fix of the component is none of the device until its maker ships it, which the advisory does not tell. */
function remediationOnDevice(
  finding: ComponentFinding,
  remediation: FindingRemediation,
): FindingRemediation {
  const isOwn = finding.verdict.grounds.some(({ advisoryId }) =>
    advisoryId.startsWith(`${OWN_FEED}/`),
  );
  if (isOwn) return remediation;
  const fixed =
    remediation.fixedVersion === undefined
      ? ''
      : ` ${finding.component.name} is fixed in ${remediation.fixedVersion};`;
  return {
    state: 'unknown',
    url: remediation.url,
    details: `The component ${named(
      finding,
    )} is affected.${fixed} whether the maker of the device ships a fix is not known.`.replace(
      '. whether',
      '. Whether',
    ),
  };
}

/** Puts together what a finding says of a device by its components. */
export function composeComponentFinding(options: {
  vendorKey: string;
  model: string;
  /** Of one vulnerability, at least one. */
  findings: readonly ComponentFinding[];
  details: ReadonlyMap<number, SourceDetail>;
}): FindingContent {
  const { details } = options;
  const findings = [...options.findings].sort(byWeight);
  const [worst] = findings;
  const { status } = worst.verdict;
  const evidence: MatchEvidence[] = [];
  for (const { component, verdict, rows } of findings) {
    if (verdict.status !== status) continue;
    for (const ground of [...verdict.grounds, ...verdict.others]) {
      const detail = details.get(ground.rowId);
      if (!detail || evidence.length >= MAX_EVIDENCE) continue;
      const { name, version, purl, cpe } = component;
      evidence.push({
        advisoryId: ground.advisoryId,
        advisoryVersion: detail.advisoryVersion,
        advisoryUrl: detail.advisoryUrl,
        productId: detail.productId,
        branchPath: detail.branchPath,
        range: shortRange(rows.get(ground.rowId)?.range),
        source: ground.source ?? 'csaf',
        status: ground.status,
        comparedVersion: version,
        comparison: ground.comparison,
        productMatch: ground.productMatch,
        component: { name, version, purl, cpe },
      });
    }
  }
  const chosen = chooseRemediation(worst.verdict.grounds, details);
  const parts = [
    options.vendorKey,
    foldText(options.model).replace(/[^a-z0-9]+/g, ''),
    'component',
    foldText(worst.component.name),
    chosen.remediation.fixedVersion ?? '',
  ];
  return {
    cve: worst.verdict.cve,
    status,
    confidence: worst.verdict.confidence,
    evidence,
    remediation: remediationOnDevice(worst, chosen.remediation),
    advisedProduct: chosen.advisedProduct,
    fixGroupKey: createHash('sha256')
      .update(parts.join('|'))
      .digest('hex')
      .slice(0, 32),
  };
}
