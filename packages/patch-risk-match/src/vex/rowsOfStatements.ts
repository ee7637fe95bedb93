import type { AdvisoryProduct } from '../csaf/Advisory';
import { parsePurl } from '../identifiers/parsePurl';
import { vendorKeys } from '../names/vendorKeys';
import { formatVers } from '../versions/formatVers';
import { parseVersion } from '../versions/parseVersion';
import { schemeOf } from '../versions/schemes/schemeOf';
import { moreCautious } from './moreCautious';
import type { VexStatement } from './VexStatement';
import type { VexSubject } from './VexSubject';

/** The one version of a subject, in the scheme of its package URL where it has one. */
function exactRange({ version, purl }: VexSubject): string | undefined {
  if (version === undefined) return undefined;
  const type = purl === undefined ? undefined : parsePurl(purl)?.type;
  const scheme = schemeOf(type ?? 'generic');
  if (scheme.name !== 'generic' && scheme.compare(version, version) === 0) {
    return formatVers({ kind: scheme.name, intervals: [], exact: [version] });
  }
  const exact = { version, inclusive: true };
  return parseVersion(version)
    ? formatVers({
        kind: 'generic',
        intervals: [{ lower: exact, upper: exact }],
        exact: [],
      })
    : version;
}

/** The version is that of the range. */
function withoutVersion(purl: string | undefined): string | undefined {
  return purl?.replace(/@[^?#]*/, '');
}

/**
 * Rows of what a VEX document says. Where it contradicts itself on one subject, range and
 * vulnerability, the status that hides least counts.
 *
 * @param statements - all of one document
 */
export function rowsOfStatements(
  statements: readonly VexStatement[],
): AdvisoryProduct[] {
  const rows = new Map<string, AdvisoryProduct>();
  for (const [index, statement] of statements.entries()) {
    const { cve, subject, status } = statement;
    const versionRange = statement.range ?? exactRange(subject);
    const { vendor, product, cpe } = subject;
    const purl = withoutVersion(subject.purl);
    const identity = [
      cve,
      vendor,
      product,
      cpe,
      purl,
      versionRange,
      subject.within,
    ];
    const key = JSON.stringify(identity);
    const known = rows.get(key);
    if (known && moreCautious(known.status, status) === known.status) continue;
    rows.set(key, {
      cve,
      productId: known?.productId ?? String(index),
      vendorKey: vendorKeys(vendor)[0] ?? '',
      vendor,
      product,
      branchPath: subject.path,
      versionRange,
      cpe,
      purl,
      source: 'vex',
      applicability: subject.within,
      status,
      justification: statement.justification,
      remediationState: statement.remediationState,
      remediationDetails: statement.details,
    });
  }
  return [...rows.values()];
}
