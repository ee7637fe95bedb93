const isoWithZone =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})$/i;
const seconds = /^\d{9,11}(?:\.\d+)?$/;
const milliseconds = /^\d{12,14}$/;

// Sensors with an empty clock battery report 1970; a far future is a unit taken for another.
const first = Date.UTC(1990, 0, 1);
const last = Date.UTC(2200, 0, 1);

function isoOf(time: number): string | undefined {
  return time >= first && time < last
    ? new Date(time).toISOString()
    : undefined;
}

/**
 * An instant as ISO 8601 in UTC, or undefined where the text is none between 1990 and 2200. Reads ISO 8601 with a
 * zone (`+0100` too), seconds since 1970 with a fraction, and milliseconds since 1970. A time without a zone is no
 * instant.
 *
 * @param value - from outside
 *
 * @public
 */
export function readInstant(value: string | number): string | undefined {
  const text = String(value).trim();
  if (text.length > 40) {
    return undefined;
  }
  if (seconds.test(text)) {
    return isoOf(Math.round(Number(text) * 1000));
  }
  if (milliseconds.test(text)) {
    return isoOf(Number(text));
  }
  return isoWithZone.test(text)
    ? isoOf(
        Date.parse(
          text
            .replace(' ', 'T')
            .replace(/\s/, '')
            .replace(',', '.')
            .replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
        ),
      )
    : undefined;
}
