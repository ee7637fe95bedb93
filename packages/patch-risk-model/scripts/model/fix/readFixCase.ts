import type { CsvRow } from '@internal/command-line';
import type {
  FixCase,
  FixEcosystem,
} from '../../../src/forecast/cases/FixCase';
import { parseCvss } from '../../../src/forecast/features/parseCvss';

/** Columns of CASES, all required; cells may be empty except `case_id` and `ecosystem`. */
export const CASE_COLUMNS = [
  'case_id',
  'cve',
  'vendor',
  'product',
  'disclosed',
  'cvss_vector',
  'cwe',
  'ecosystem',
  'upstream_fixed',
  'sector',
  'products_affected_text',
] as const;

const ECOSYSTEMS: readonly FixEcosystem[] = [
  'ot-advisory',
  'openembedded',
  'almalinux',
];
/** How other programs write an empty cell. */
const EMPTY = /^(?:nan|null|none|n\/a|undefined)$/i;

/**
 * Reads a row of CASES.
 *
 * A CVSS vector that cannot be read counts as unknown, after `warn` heard of
 * it: feeds carry such vectors, and one of them must not stop a long table.
 *
 * @throws ModelInputError naming file, row and column for an unknown ecosystem
 * and for a day that is none or lies outside of 1980 to 2100
 */
export function readFixCase(
  row: CsvRow,
  warn: (problem: string) => void,
): { caseId: string; fixCase: FixCase } {
  const text = (column: string) => {
    const cell = row.text(column);
    return cell === undefined || EMPTY.test(cell) ? undefined : cell;
  };
  const ecosystem = row.requiredText('ecosystem');
  const known = ECOSYSTEMS.find(each => each === ecosystem);
  if (!known) {
    throw row.refusal(
      'ecosystem',
      ecosystem,
      `give one of ${ECOSYSTEMS.join(', ')}`,
    );
  }
  let cvssVector = text('cvss_vector');
  if (cvssVector !== undefined) {
    try {
      parseCvss(cvssVector);
    } catch (error) {
      warn(`${row.field('cvss_vector')} ${(error as Error).message}`);
      cvssVector = undefined;
    }
  }
  const list = (column: string, separator: RegExp) =>
    (text(column) ?? '')
      .split(separator)
      .map(each => each.trim())
      .filter(each => each !== '');
  return {
    caseId: row.requiredText('case_id'),
    fixCase: {
      ecosystem: known,
      cve: text('cve'),
      vendor: text('vendor'),
      product: text('product'),
      disclosed: row.day('disclosed'),
      cvssVector,
      cwes: list('cwe', /[;,]/),
      upstreamFixed: row.day('upstream_fixed'),
      sectors: list('sector', /[;,|]/),
      productsAffectedText: text('products_affected_text'),
    },
  };
}
