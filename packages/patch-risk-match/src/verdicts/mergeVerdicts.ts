import type { FindingStatus } from '../records/FindingStatus';
import type { RowVerdict } from './RowVerdict';
import { byStrength, stateOf, type Statement } from './stateOf';
import { weigh } from './weigh';

/**
 * What all documents together say of one vulnerability on one configuration.
 *
 * @public
 */
export interface MergedVerdict {
  cve: string;
  status: FindingStatus;
  /** In [0, 1]. */
  confidence: number;
  /** The rows that the status rests on, the strongest first. */
  grounds: RowVerdict[];
}

const MAX_GROUNDS = 20;

/** Which statement counts where documents disagree; the first is the strongest. */
const PRECEDENCE: readonly FindingStatus[] = [
  'affected',
  'under_investigation',
  'fixed',
  'not_affected',
  'unknown',
];

/**
 * Merges the rows that name one configuration's product into one status for each vulnerability.
 * Within a document the narrowest row that holds the version counts, so that `fixed` for this
 * version beats `affected` for a range around it. Across documents `affected` counts most, and what
 * a document states counts more than what could not be compared.
 *
 * @public
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
