import { summary } from './summary';

/** `median (lowest to highest) unit`; a single measurement stands alone. */
export function showSummary(
  values: readonly number[],
  unit: string,
  digits = 2,
): string {
  const { median, lowest, highest } = summary(values);
  const show = (value: number) => value.toFixed(digits);
  const spread =
    values.length > 1 ? ` (${show(lowest)} to ${show(highest)})` : '';
  return `${show(median)}${spread} ${unit}`.trim();
}
