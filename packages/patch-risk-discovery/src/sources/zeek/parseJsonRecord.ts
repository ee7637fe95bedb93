import type { ZeekRecord } from './ZeekRecord';

function textOf(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) && value !== ''
    ? String(value)
    : undefined;
}

/** A line of a Zeek log as JSON; undefined where it is no JSON object. */
export function parseJsonRecord(line: string): ZeekRecord | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return undefined;
  }
  // A map has no prototype that a field called `__proto__` or `constructor` could meet.
  const fields = new Map<string, unknown>(Object.entries(parsed));
  return {
    path: textOf(fields.get('_path')),
    has: field => fields.has(field),
    text: field => textOf(fields.get(field)),
    list: field => {
      const value = fields.get(field);
      return (Array.isArray(value) ? value.slice(0, 100) : [value]).flatMap(
        each => textOf(each) ?? [],
      );
    },
  };
}
