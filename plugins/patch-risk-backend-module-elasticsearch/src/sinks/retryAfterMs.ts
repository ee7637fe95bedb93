const LONGEST_MS = 3_600_000;

/**
 * Milliseconds that a `Retry-After` header asks to wait, of either form that HTTP allows, at most an hour.
 *
 * @param options - `now` is the present instant in epoch milliseconds
 */
export function retryAfterMs(options: {
  header: string | string[] | number | null | undefined;
  now: number;
}): number | undefined {
  const header = Array.isArray(options.header)
    ? options.header[0]
    : options.header;
  if (header === undefined || header === null || header === '') {
    return undefined;
  }
  const text = String(header).trim();
  const wait = /^\d+$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - options.now;
  return Number.isNaN(wait)
    ? undefined
    : Math.min(Math.max(0, wait), LONGEST_MS);
}
