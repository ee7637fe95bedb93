import type { AdviceSource } from '../records/AdviceSource';
import type { FindingStatus } from '../records/FindingStatus';
import type { RowVerdict } from './RowVerdict';
import { byStrength, stateOf, type Statement } from './stateOf';
import { weigh } from './weigh';

/**
 * What one kind of source says of a vulnerability on a configuration.
 *
 * @public
 */
export interface SourceStatement {
  source: AdviceSource;
  status: FindingStatus;
}

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
  /** What others say, whose word does not count here: of each the strongest rows. */
  others: RowVerdict[];
  /** What each source says, the one that decides first; more than one entry where several do. */
  statements: SourceStatement[];
  /** A source says that the vulnerability is there, and another that it is not. */
  isDisputed: boolean;
}

const MAX_GROUNDS = 20;
/** Of the sources that do not decide, so much is kept. */
const MAX_OTHERS = 5;

/** Which statement counts where documents of one source disagree; the first is the strongest. */
const PRECEDENCE: readonly FindingStatus[] = [
  'affected',
  'under_investigation',
  'fixed',
  'not_affected',
  'unknown',
];

/**
 * Which source decides where they disagree: those who make or coordinate a product know it better
 * than a database of packages, and that better than one of names.
 */
const SOURCES: readonly (readonly AdviceSource[])[] = [
  ['csaf', 'vex'],
  ['osv'],
  ['nvd'],
];

/** What documents of one rank say together. */
interface Merged {
  status: FindingStatus;
  grounds: RowVerdict[];
}

function mergeStatements(statements: readonly Statement[]): Merged | undefined {
  const explicit = statements.filter(({ isExplicit }) => isExplicit);
  const counted = explicit.length > 0 ? explicit : statements;
  const status = PRECEDENCE.find(candidate =>
    counted.some(statement => statement.status === candidate),
  );
  if (!status) return undefined;
  const grounds = counted
    .filter(statement => statement.status === status)
    .flatMap(statement => statement.grounds)
    .sort(byStrength);
  return { status, grounds };
}

function isDenial(status: FindingStatus): boolean {
  return status === 'fixed' || status === 'not_affected';
}

function isClaim(status: FindingStatus): boolean {
  return status === 'affected' || status === 'under_investigation';
}

function sourceOf({ source = 'csaf' }: RowVerdict): AdviceSource {
  return source;
}

/** The first source that tells decides; one that cannot compare leaves it to the next. */
function mergeSources(
  cve: string,
  documents: Iterable<RowVerdict[]>,
): MergedVerdict | undefined {
  const statements: { source: AdviceSource; statement: Statement }[] = [];
  for (const rows of documents) {
    const statement = stateOf(rows);
    if (statement) statements.push({ source: sourceOf(rows[0]), statement });
  }
  const merged = SOURCES.flatMap(rank => {
    const found = mergeStatements(
      statements
        .filter(({ source }) => rank.includes(source))
        .map(({ statement }) => statement),
    );
    return found ? [found] : [];
  });
  const decisive =
    merged.find(({ status }) => status !== 'unknown') ?? merged.at(0);
  if (!decisive) return undefined;
  const { status } = decisive;
  const grounds = decisive.grounds.slice(0, MAX_GROUNDS);
  const others = merged.filter(each => each !== decisive);
  const said = new Map<string, SourceStatement>();
  for (const each of [decisive, ...others]) {
    for (const ground of each.grounds) {
      const one = { source: sourceOf(ground), status: each.status };
      said.set(`${one.source} ${one.status}`, one);
    }
  }
  // Documents of one rank may disagree as well: the vendor's advisory and somebody's VEX.
  for (const { source, statement } of statements) {
    if (statement.isExplicit) {
      const one = { source, status: statement.status };
      said.set(`${one.source} ${one.status}`, one);
    }
  }
  const confidence = Math.max(...grounds.map(row => weigh(row, status)));
  const all = [...said.values()];
  const contrary = all.some(each =>
    isClaim(status) ? isDenial(each.status) : isClaim(each.status),
  );
  const overruled = statements
    .filter(
      ({ statement }) =>
        statement.isExplicit && isDenial(statement.status) && isClaim(status),
    )
    .flatMap(({ statement }) => statement.grounds.slice(0, 1));
  const kept = new Set(grounds.map(({ rowId }) => rowId));
  const rest = [
    ...others.flatMap(each => each.grounds.slice(0, MAX_OTHERS)),
    ...overruled,
  ].filter(({ rowId }) => !kept.has(rowId) && kept.add(rowId));
  return {
    cve,
    status,
    confidence: Math.round(confidence * 1000) / 1000,
    grounds,
    others: rest.slice(0, 2 * MAX_OTHERS),
    statements: all,
    isDisputed: contrary,
  };
}

/**
 * Merges the rows that name one configuration's product into one status for each vulnerability.
 * Within a document the narrowest row that holds the version counts, so that `fixed` for this
 * version beats `affected` for a range around it. Across documents of one source `affected` counts
 * most, and what a document states counts more than what could not be compared. Across sources,
 * advisories and VEX documents decide before OSV, and OSV before NVD; one that cannot tell leaves it
 * to the next. What the others say is kept beside the grounds.
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
    const verdict = mergeSources(cve, documents.values());
    if (verdict) merged.set(cve, verdict);
  }
  return merged;
}
