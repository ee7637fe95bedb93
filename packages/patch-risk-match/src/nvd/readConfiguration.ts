import type {
  Applicability,
  ApplicabilityAtom,
} from '../applicability/Applicability';
import type { RecordProblem } from '../records/RecordProblem';
import { schemaProblem } from '../records/schemaProblem';
import { readCpeMatch, type ReadMatch } from './readCpeMatch';
import { configurationSchema, cpeMatchSchema, nodeSchema } from './schema';

/** A configuration with its matches, by node. */
export interface ReadConfiguration {
  condition: Applicability;
  nodes: { isNegated: boolean; matches: ReadMatch[] }[];
  /** Without hardware or other software that must be there too, and without negation. */
  isPlain: boolean;
}

/** Stands in a condition for what could not be read, so that nothing is concluded from the rest. */
const UNREAD: ApplicabilityAtom = { part: 'a', vendor: '', product: '' };

/**
 * Reads one of NVD's configurations.
 *
 * @param options - `prefix` is its place in the record; problems are added to `problems`
 * @returns undefined where nothing of it can be used
 */
export function readConfiguration(options: {
  raw: unknown;
  prefix: string;
  record: string;
  problems: RecordProblem[];
}): ReadConfiguration | undefined {
  const { raw, prefix, record, problems } = options;
  const parsed = configurationSchema.safeParse(raw);
  if (!parsed.success) {
    problems.push(
      schemaProblem({ record, input: raw, error: parsed.error, prefix }),
    );
    return undefined;
  }
  const { operator = 'OR', negate = false } = parsed.data;
  const nodes: ReadConfiguration['nodes'] = [];
  const terms: Applicability[] = [];
  for (const [index, rawNode] of parsed.data.nodes.entries()) {
    const place = `${prefix}.nodes.${index}`;
    const node = nodeSchema.safeParse(rawNode);
    if (!node.success) {
      problems.push(
        schemaProblem({
          record,
          input: rawNode,
          error: node.error,
          prefix: place,
        }),
      );
      terms.push({ operator: 'AND', terms: [UNREAD] });
      continue;
    }
    const matches: ReadMatch[] = [];
    let isWhole = true;
    for (const [position, rawMatch] of node.data.cpeMatch.entries()) {
      const read = cpeMatchSchema.safeParse(rawMatch);
      const match = read.success ? readCpeMatch(read.data) : undefined;
      if (match) matches.push(match);
      else {
        isWhole = false;
        const at = `${place}.cpeMatch.${position}`;
        problems.push(
          read.success
            ? {
                record,
                field: `${at}.criteria`,
                value: read.data.criteria.slice(0, 200),
                reason: 'is no CPE 2.3 name',
                remedy: 'Report it to the publisher of the feed',
              }
            : schemaProblem({
                record,
                input: rawMatch,
                error: read.error,
                prefix: at,
              }),
        );
      }
    }
    const isNegated = node.data.negate ?? false;
    nodes.push({ isNegated: isNegated !== negate, matches });
    terms.push({
      operator: node.data.operator,
      ...(isNegated ? { negate: true } : {}),
      terms: [...matches.map(({ atom }) => atom), ...(isWhole ? [] : [UNREAD])],
    });
  }
  if (nodes.every(({ matches }) => matches.length === 0)) return undefined;
  const isSimple = terms.every(
    term => !term.negate && (term.operator === 'OR' || term.terms.length === 1),
  );
  return {
    condition: { operator, ...(negate ? { negate } : {}), terms },
    nodes,
    isPlain: isSimple && !negate && (operator === 'OR' || terms.length === 1),
  };
}
