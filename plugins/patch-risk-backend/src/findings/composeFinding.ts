import { createHash } from 'node:crypto';
import type {
  FindingRemediation,
  MatchEvidence,
  RemediationState,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { SourceDetail } from '../database/MatchSourceStore';
import type { StoredFinding } from '../database/FindingStore';
import { compareVersions } from '@patch-risk/match';
import { foldText } from '@patch-risk/match';
import type { AdvisedProduct } from './AdvisedProduct';
import { shortRange } from './shortRange';
import { versionIdentity } from './versionIdentity';
import type { MergedVerdict, RowVerdict } from '@patch-risk/match';
import { parseVersion } from '@patch-risk/match';

/** What a finding says, whichever device of the configuration it is on. */
export type FindingContent = Pick<
  StoredFinding,
  | 'cve'
  | 'status'
  | 'confidence'
  | 'evidence'
  | 'remediation'
  | 'advisedProduct'
  | 'fixGroupKey'
>;

/** The configuration that was matched. */
export interface ComposedConfiguration {
  vendor: string;
  vendorKey: string;
  model: string;
  version?: string;
}

const STATE_ORDER: readonly RemediationState[] = [
  'available',
  'announced',
  'none_available',
  'no_fix_planned',
  'unknown',
];

function isLater(left: string | undefined, right: string | undefined): boolean {
  const a = left === undefined ? undefined : parseVersion(left);
  const b = right === undefined ? undefined : parseVersion(right);
  if (!a || !b) return a !== undefined;
  return (compareVersions(a, b) ?? 0) > 0;
}

/** Of several remediations the one of the surest product match counts, then the most helpful, then the latest fix. */
export function chooseRemediation(
  grounds: readonly RowVerdict[],
  details: ReadonlyMap<number, SourceDetail>,
): { remediation: FindingRemediation; advisedProduct?: AdvisedProduct } {
  let chosen:
    | {
        remediation: FindingRemediation;
        advisedProduct: AdvisedProduct;
        sureness: number;
      }
    | undefined;
  for (const ground of grounds) {
    const detail = details.get(ground.rowId);
    if (!detail) continue;
    const remediation = { ...detail.remediation };
    // `< V2.9.2` with a fix available names the fixed version, where the remediation's text does not.
    if (remediation.state === 'available') {
      remediation.fixedVersion ??= ground.boundText;
    }
    const sureness = ground.productConfidence;
    const order =
      chosen === undefined
        ? -1
        : chosen.sureness - sureness ||
          STATE_ORDER.indexOf(remediation.state) -
            STATE_ORDER.indexOf(chosen.remediation.state) ||
          (isLater(remediation.fixedVersion, chosen.remediation.fixedVersion)
            ? -1
            : 0);
    if (order < 0) {
      chosen = { remediation, advisedProduct: detail.advised, sureness };
    }
  }
  return chosen ?? { remediation: { state: 'unknown' } };
}

/**
 * Identity of what would close a finding, the same on every device of the product: vendor, product
 * and fixed version where a fix is there, else vendor and product.
 */
function fixGroupKey(
  { vendorKey, model }: ComposedConfiguration,
  remediation: FindingRemediation,
): string {
  const product = foldText(model).replace(/[^a-z0-9]+/g, '');
  const parts = [vendorKey, product];
  if (remediation.state === 'available' && remediation.fixedVersion) {
    parts.push(versionIdentity(remediation.fixedVersion));
  }
  return createHash('sha256')
    .update(parts.join('|'))
    .digest('hex')
    .slice(0, 32);
}

/** Puts together what a finding says, from the merged verdict and the rows that it rests on. */
export function composeFinding(options: {
  configuration: ComposedConfiguration;
  verdict: MergedVerdict;
  details: ReadonlyMap<number, SourceDetail>;
  /** Vendor as the advisory writes it, by row. */
  vendorOfRow: (rowId: number) => string;
  rangeOfRow: (rowId: number) => string | undefined;
  justificationOfRow: (rowId: number) => string | undefined;
}): FindingContent {
  const { configuration, verdict, details } = options;
  const evidence: MatchEvidence[] = [];
  for (const ground of [...verdict.grounds, ...verdict.others]) {
    const detail = details.get(ground.rowId);
    if (!detail) continue;
    evidence.push({
      advisoryId: ground.advisoryId,
      advisoryVersion: detail.advisoryVersion,
      advisoryUrl: detail.advisoryUrl,
      productId: detail.productId,
      branchPath: detail.branchPath,
      range: shortRange(options.rangeOfRow(ground.rowId)),
      source: ground.source ?? 'csaf',
      status: ground.status,
      comparedVersion: configuration.version,
      comparison: ground.comparison,
      vendorMatch: `"${configuration.vendor}" and "${options.vendorOfRow(
        ground.rowId,
      )}" are both ${configuration.vendorKey}`,
      productMatch: ground.productMatch,
      justification: options.justificationOfRow(ground.rowId),
    });
  }
  const { remediation, advisedProduct } = chooseRemediation(
    verdict.grounds,
    details,
  );
  return {
    cve: verdict.cve,
    status: verdict.status,
    confidence: verdict.confidence,
    evidence,
    remediation,
    advisedProduct,
    fixGroupKey: fixGroupKey(configuration, remediation),
  };
}
