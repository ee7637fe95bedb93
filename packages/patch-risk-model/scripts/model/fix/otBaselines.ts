import { normaliseVendor } from '../../../src/forecast/features/normaliseVendor';
import { describeProductText } from '../../../src/forecast/fix/describeProductText';
import type { OtFixRow } from './otFixRows';

/** Advisories' worth of the mean that a cell starts with. */
const PRIOR = 5;

/** Baselines for the chance of a fix at disclosure, fitted on earlier rows. */
export function otBaselines(
  train: readonly OtFixRow[],
): { name: string; probability: (row: OtFixRow) => number }[] {
  const mean = rates(train, () => '').get('') ?? 0.5;
  const byVendor = rates(train, vendorOf, mean);
  const byRange = rates(train, vendorAndRange, mean);
  return [
    { name: 'one rate', probability: () => mean },
    {
      name: 'shrunk rate of the vendor',
      probability: row => byVendor.get(vendorOf(row)) ?? mean,
    },
    {
      name: 'shrunk rate of the vendor and its kind of version range',
      probability: row =>
        byRange.get(vendorAndRange(row)) ?? byVendor.get(vendorOf(row)) ?? mean,
    },
  ];
}

function vendorOf(row: OtFixRow): string {
  return normaliseVendor(row.fixCase.vendor) ?? '';
}

function vendorAndRange(row: OtFixRow): string {
  const { own } = describeProductText(
    row.fixCase.productsAffectedText,
    row.fixCase.product,
  );
  const kinds = Object.entries(own).filter(([, share]) => share >= 0.5);
  return `${vendorOf(row)} ${kinds[0]?.[0] ?? ''}`;
}

function rates(
  rows: readonly OtFixRow[],
  keyOf: (row: OtFixRow) => string,
  mean?: number,
): Map<string, number> {
  const sums = new Map<string, { fixed: number; total: number }>();
  for (const row of rows) {
    const sum = sums.get(keyOf(row)) ?? { fixed: 0, total: 0 };
    sum.fixed += row.hasFix ? row.weight : 0;
    sum.total += row.weight;
    sums.set(keyOf(row), sum);
  }
  const prior = mean === undefined ? 0 : PRIOR;
  const result = new Map<string, number>();
  for (const [key, { fixed, total }] of sums) {
    result.set(key, (fixed + prior * (mean ?? 0)) / (total + prior));
  }
  return result;
}
