import type { MatchSourceStore } from '../database/MatchSourceStore';
import type { ComponentFinding } from './ComponentMatcher';
import { composeComponentFinding } from './composeComponentFinding';
import type { ConfigurationResult } from './FindingWriter';

const OPEN_STATUSES = new Set(['affected', 'under_investigation', 'unknown']);
const STATED = new Set(['affected', 'under_investigation']);
const MAX_EVIDENCE = 20;

/**
 * Adds what is known of the components to what the advisories say of the device itself. The latter
 * counts where it says something: who made the device knows whether a component of it can be
 * attacked. What both say is one finding with the evidence of both.
 */
export async function withComponents(options: {
  result: ConfigurationResult;
  vendorKey: string;
  model: string;
  findings: readonly ComponentFinding[];
  sources: MatchSourceStore;
}): Promise<ConfigurationResult> {
  const { result, vendorKey, model, findings, sources } = options;
  if (findings.length === 0) return result;
  const byCve = new Map<string, ComponentFinding[]>();
  for (const finding of findings) {
    const known = byCve.get(finding.verdict.cve);
    if (known) known.push(finding);
    else byCve.set(finding.verdict.cve, [finding]);
  }
  const isOpen = ({ verdict }: ComponentFinding) =>
    OPEN_STATUSES.has(verdict.status);
  const grounds = findings
    .filter(isOpen)
    .flatMap(({ verdict }) =>
      [...verdict.grounds, ...verdict.others].map(({ rowId }) => rowId),
    );
  const details = await sources.details([...new Set(grounds)]);
  const open = new Map(result.open);
  let added = 0;
  for (const [cve, ofCve] of byCve) {
    if (!ofCve.some(isOpen)) continue;
    const ofDevice = result.open.get(cve);
    const denial = ofDevice ? undefined : await result.closing(cve);
    // What NVD says of the device's name is worth less than what is said of its components.
    if (denial && denial.evidence[0]?.source !== 'nvd') continue;
    if (ofDevice?.status === 'not_affected') continue;
    const content = composeComponentFinding({
      vendorKey,
      model,
      findings: ofCve,
      details,
    });
    // Without evidence the advisory was taken back meanwhile; the next run sees that.
    if (content.evidence.length === 0) continue;
    added++;
    const first =
      ofDevice && (STATED.has(ofDevice.status) || content.status === 'unknown')
        ? ofDevice
        : content;
    const second = first === content ? ofDevice : content;
    open.set(cve, {
      ...first,
      evidence: [...first.evidence, ...(second?.evidence ?? [])].slice(
        0,
        MAX_EVIDENCE,
      ),
    });
  }
  const isMatched = result.state === 'matched' || added === 0;
  return {
    ...result,
    ...(isMatched
      ? {}
      : {
          state: 'matched',
          reason: `Advisories name components of its SBOM; of the device itself: ${result.reason}`,
        }),
    open,
    closing: async (cve, transaction) => {
      const ofDevice = await result.closing(cve, transaction);
      const ofCve = byCve.get(cve);
      if (ofDevice || !ofCve) return ofDevice;
      const ids = ofCve.flatMap(({ verdict }) =>
        verdict.grounds.map(({ rowId }) => rowId),
      );
      return composeComponentFinding({
        vendorKey,
        model,
        findings: ofCve,
        details: await sources.details(ids, transaction),
      });
    },
  };
}
