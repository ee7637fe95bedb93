import type { JsonObject, JsonValue } from '@backstage/types';

/** What the validator of the catalog can say of our formats: it knows none, and cannot be taught. */
const patterns: Record<string, string> = {
  'plain-text': '^[^\\u0000-\\u001f\\u007f-\\u009f]*$',
  mac: '^[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\\1){4}[0-9A-Fa-f]{2}$',
  ip: '^(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]+)$',
  hostname:
    '^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$',
  date: '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$',
  'time-zone': '^[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)*$',
  'change-window': 'DTSTART[^]*RRULE:',
};

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A schema of ours as one that the catalog's validator takes: formats become patterns, and the remedy of a value
 * becomes the message about it.
 *
 * @throws Error for a format that there is no pattern for
 */
export function catalogSchemaOf(schema: JsonObject): JsonObject {
  const { format, remedy, properties, items, ...rest } = schema;
  const result: JsonObject = { ...rest };
  if (typeof format === 'string') {
    const pattern = patterns[format];
    if (!pattern)
      throw new Error(`There is no pattern for the format ${format}`);
    result.pattern = pattern;
  }
  if (isObject(properties)) {
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([name, value]) => [
        name,
        isObject(value) ? catalogSchemaOf(value) : value,
      ]),
    );
  }
  if (isObject(items)) {
    result.items = catalogSchemaOf(items);
  }
  const isLeaf = !isObject(properties) && !isObject(items);
  // On what has parts it would hide what is said of them.
  if (isLeaf && typeof remedy === 'string') {
    result.errorMessage = remedy;
  }
  return result;
}
