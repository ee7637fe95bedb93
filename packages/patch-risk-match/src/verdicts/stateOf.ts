import type { FindingStatus } from '../records/FindingStatus';
import type { RowVerdict } from './RowVerdict';

/** What one document says of one vulnerability on one configuration. */
export interface Statement {
  status: FindingStatus;
  /** False when it only follows from a range that does not hold the version. */
  isExplicit: boolean;
  grounds: RowVerdict[];
}

function isApplied({ comparison }: RowVerdict): boolean {
  return comparison === 'inside' || comparison === 'all-versions';
}

function isDenial({ status }: RowVerdict): boolean {
  return status === 'fixed' || status === 'not_affected';
}

export function byStrength(a: RowVerdict, b: RowVerdict): number {
  return (
    b.specificity - a.specificity ||
    b.productConfidence - a.productConfidence ||
    Number(isDenial(b)) - Number(isDenial(a)) ||
    a.rowId - b.rowId
  );
}

/** One document: of the rows that hold the version, the narrowest counts. */
export function stateOf(
  verdicts: readonly RowVerdict[],
): Statement | undefined {
  const applied = verdicts.filter(isApplied).sort(byStrength);
  if (applied.length > 0) {
    const { status } = applied[0];
    return {
      status,
      isExplicit: true,
      grounds: applied.filter(verdict => verdict.status === status),
    };
  }
  const claims = verdicts
    .filter(verdict => !isDenial(verdict))
    .sort(byStrength);
  const uncompared = claims.filter(
    ({ comparison }) => comparison !== 'outside',
  );
  if (uncompared.length > 0) {
    return { status: 'unknown', isExplicit: true, grounds: uncompared };
  }
  if (claims.length === 0) return undefined;
  return {
    status: claims.some(({ isBeyond }) => isBeyond) ? 'fixed' : 'not_affected',
    isExplicit: false,
    grounds: claims,
  };
}
