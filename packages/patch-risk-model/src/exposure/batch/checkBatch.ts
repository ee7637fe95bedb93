import { ModelInputError } from '../../ModelInputError';
import type { FindingBatch } from './FindingBatch';

/** Every column of codes with the number of values that they may point at. */
function codesOf(
  batch: FindingBatch,
): { field: string; codes: Uint8Array | Uint16Array; values: number }[] {
  const { exploit, fix, delay, reach, impact } = batch;
  const sums = {
    exploit,
    'fix.disclosure': fix.disclosure,
    'fix.late': fix.late,
    reach,
  };
  return [
    ...Object.entries(sums).flatMap(([name, { columns }]) =>
      columns.map(({ codes, logOdds }, index) => ({
        field: `${name}.columns[${index}].codes`,
        codes,
        values: logOdds.length,
      })),
    ),
    { field: 'fix.state', codes: fix.state, values: 5 },
    {
      field: 'delay.codes',
      codes: delay.codes,
      values: delay.components.length,
    },
    {
      field: 'impact.cvssCodes',
      codes: impact.cvssCodes,
      values: impact.cvssImpact.length,
    },
    {
      field: 'impact.deviceCodes',
      codes: impact.deviceCodes,
      values: Math.min(impact.criticality.length, impact.safety.length),
    },
  ];
}

function isWithin(
  codes: Uint8Array,
  options: { count: number; values: number },
) {
  const { count, values } = options;
  let highest = 0;
  for (let row = 0; row < count; row++) {
    highest = codes[row] > highest ? codes[row] : highest;
  }
  return highest < values;
}

/**
 * Refuses a batch with columns that are too short, or with a state or delay that does not exist. Any other code that points
 * at nothing makes its row no number, which `refuseRow` explains, so that no pass over the columns is spent on it.
 *
 * @throws ModelInputError naming column and row
 */
export function checkBatch(batch: FindingBatch): void {
  const { count, fix, delay } = batch;
  for (const [field, column] of [
    ['ageDays', batch.ageDays],
    ['fix.plannedInDays', fix.plannedInDays],
    ...codesOf(batch).map(({ field: name, codes }) => [name, codes] as const),
  ] as const) {
    if (column.length < count) {
      throw new ModelInputError({
        field,
        value: column.length,
        remedy: `give a column of ${count} rows`,
      });
    }
  }
  if (
    !isWithin(fix.state, { count, values: 5 }) ||
    !isWithin(delay.codes, { count, values: delay.components.length })
  ) {
    for (let row = 0; row < count; row++) {
      refuseCodes(batch, row);
    }
  }
}

function refuseCodes(batch: FindingBatch, row: number): void {
  for (const { field, codes, values } of codesOf(batch)) {
    if (codes[row] >= values) {
      throw new ModelInputError({
        field: `${field}[${row}]`,
        value: codes[row],
        remedy: `give a code from 0 to ${values - 1}`,
      });
    }
  }
}

/**
 * Says why a row came to no number.
 *
 * @throws ModelInputError always
 */
export function refuseRow(batch: FindingBatch, row: number): never {
  refuseCodes(batch, row);
  throw new ModelInputError({
    field: `row ${row}`,
    value: Number.NaN,
    remedy:
      'one of the tables that its codes point into holds no number; give that of the population for a missing input',
  });
}
