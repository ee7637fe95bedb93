import type { RowVerdict } from '../verdicts/RowVerdict';
import type { ReadItem } from './readItem';
import type { StoredRow } from './StoredRow';

const COMPARISON: Record<RowVerdict['comparison'], string> = {
  inside: 'lies in the range',
  outside: 'lies outside of the range',
  'all-versions': 'all versions are meant',
  incomparable: 'cannot be compared with the range',
  'no-version': 'no version to compare',
};

/** Why an advisory says what it says of an item, in one line. */
export function describeGround(options: {
  read: ReadItem;
  ground: RowVerdict;
  row: StoredRow;
}): string {
  const { read, ground, row } = options;
  return [
    row.advisoryId,
    row.branchPath.join(' > '),
    ground.productMatch,
    `range: ${row.range ?? 'none given'}`,
    `version: ${read.version ?? 'not known'}, ${COMPARISON[ground.comparison]}`,
    ...(row.justification ? [`justification: ${row.justification}`] : []),
  ].join('; ');
}
