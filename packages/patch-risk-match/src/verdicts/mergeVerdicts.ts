import type { FindingStatus } from '../records/FindingStatus';
import type { MatchVerdict } from './matchConfigurations';

/** A verdict with what the advisory's row states. */
export interface RowVerdict extends MatchVerdict {
  advisoryId: string;
  cve: string;
  status: FindingStatus;
}

/** What all documents together say of one vulnerability on one configuration. */
export interface MergedVerdict {
  cve: string;
  status: FindingStatus;
  /** In [0, 1]. */
  confidence: number;
  /** The rows that the status rests on, the strongest first. */
  grounds: RowVerdict[];
}

/** A row that could not be compared is a finding all the same, with this much of its confidence. */
const UNCOMPARED_FACTOR = 0.3;
const UNDER_INVESTIGATION_FACTOR = 0.5;
const MAX_GROUNDS = 20;

/** Which statement counts where documents disagree; the first is the strongest. */
const PRECEDENCE: readonly FindingStatus[] = [
  'affected',
  'under_investigation',
  'fixed',
  'not_affected',
  'unknown',
];

interface Statement {
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

function byStrength(a: RowVerdict, b: RowVerdict): number {
  return (
    b.specificity - a.specificity ||
    b.productConfidence - a.productConfidence ||
    Number(isDenial(b)) - Number(isDenial(a)) ||
    a.rowId - b.rowId
  );
}

/** One document: of the rows that hold the version, the narrowest counts. */
function stateOf(verdicts: readonly RowVerdict[]): Statement | undefined {
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

function weigh(
  { status, productConfidence, comparison }: RowVerdict,
  merged: FindingStatus,
) {
  let weight = productConfidence;
  if (merged === 'unknown' || status === 'unknown') weight *= UNCOMPARED_FACTOR;
  if (merged === 'under_investigation') weight *= UNDER_INVESTIGATION_FACTOR;
  // A version that nobody could read is no proof of a line of versions either.
  return comparison === 'incomparable' && merged !== 'unknown'
    ? weight * UNCOMPARED_FACTOR
    : weight;
}

/**
 * Merges the rows that name one configuration's product into one status for each vulnerability.
 * Within a document the narrowest row that holds the version counts, so that `fixed` for this
 * version beats `affected` for a range around it. Across documents `affected` counts most, and what
 * a document states counts more than what could not be compared.
 */
export function mergeVerdicts(
  verdicts: readonly RowVerdict[],
): Map<string, MergedVerdict> {
  const byCve = new Map<string, Map<string, RowVerdict[]>>();
  for (const verdict of verdicts) {
    const documents = byCve.get(verdict.cve) ?? new Map<string, RowVerdict[]>();
    byCve.set(verdict.cve, documents);
    const rows = documents.get(verdict.advisoryId);
    if (rows) rows.push(verdict);
    else documents.set(verdict.advisoryId, [verdict]);
  }
  const merged = new Map<string, MergedVerdict>();
  for (const [cve, documents] of byCve) {
    const statements: Statement[] = [];
    for (const rows of documents.values()) {
      const statement = stateOf(rows);
      if (statement) statements.push(statement);
    }
    const explicit = statements.filter(({ isExplicit }) => isExplicit);
    const counted = explicit.length > 0 ? explicit : statements;
    const status = PRECEDENCE.find(candidate =>
      counted.some(statement => statement.status === candidate),
    );
    if (!status) continue;
    const grounds = counted
      .filter(statement => statement.status === status)
      .flatMap(statement => statement.grounds)
      .sort(byStrength)
      .slice(0, MAX_GROUNDS);
    const confidence = Math.max(...grounds.map(row => weigh(row, status)));
    merged.set(cve, {
      cve,
      status,
      confidence: Math.round(confidence * 1000) / 1000,
      grounds,
    });
  }
  return merged;
}
