import { InputError } from './InputError';

const NUMBER_PATTERN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A cell as CSV writes it.
 *
 * Text that a spreadsheet would run as a formula (it begins with = + - @, a tab
 * or a line break, and is no number) gets an apostrophe before it; cells with
 * commas, quotes or line breaks are quoted. `undefined` is an empty cell.
 *
 * @throws InputError where a number is not finite: an output never holds a silent NaN
 */
export function escapeCsvCell(
  column: string,
  value: string | number | boolean | undefined,
): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError({
      field: `output column ${column}`,
      value,
      remedy: 'this is a mistake of the model; report it with the input row',
    });
  }
  let text = String(value);
  if (
    typeof value === 'string' &&
    /^[=+\-@\t\r\n]/.test(text) &&
    !NUMBER_PATTERN.test(text)
  ) {
    text = `'${text}`;
  }
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
