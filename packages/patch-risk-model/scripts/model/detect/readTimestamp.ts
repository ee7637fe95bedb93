const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const NUMBER_PATTERN = /^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i;

/**
 * The place of a timestamp in time: milliseconds of a date between 1900 and
 * 2100, or a number as it is (seconds, row numbers); `undefined` where it is
 * neither. Dates without a zone are read as UTC.
 */
export function readTimestamp(text: string): number | undefined {
  if (NUMBER_PATTERN.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (!/^\d/.test(text)) {
    return undefined;
  }
  const iso = text.replace(/^(\d{4}-\d{2}-\d{2}) +/, '$1T');
  const zoned = /T[\d:.]+$/.test(iso) ? `${iso}Z` : iso;
  const at = Date.parse(zoned);
  return at >= EARLIEST && at < LATEST ? at : undefined;
}
