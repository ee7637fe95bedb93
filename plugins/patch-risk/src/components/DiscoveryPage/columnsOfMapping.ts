/** Fields that a column of a list can be read as. */
export const COLUMN_FIELDS = [
  'vendor',
  'model',
  'firmwareVersion',
  'hardwareVersion',
  'serial',
  'operatingSystem',
  'site',
  'seenAt',
  'macs',
  'ips',
  'hostnames',
] as const;

/** A field that a column of a list can be read as. */
export type ColumnField = (typeof COLUMN_FIELDS)[number];

/**
 * A mapping in which a column is read as another field, or not at all.
 *
 * @param mapping - as the backend gave it; keys other than `columns` are kept.
 */
export function withColumn(
  mapping: { [key: string]: unknown },
  column: string,
  field: ColumnField | undefined,
): { [key: string]: unknown } {
  const columns: { [field: string]: unknown } = {};
  for (const [name, value] of Object.entries(columnsOf(mapping))) {
    const rest = namesOf(value).filter(each => each !== column);
    if (rest.length > 0) {
      columns[name] = isSeparated(value) ? { ...value, columns: rest } : rest;
    }
  }
  if (field) {
    const present = columns[field];
    const names = [...namesOf(present), column];
    columns[field] = isSeparated(present)
      ? { ...present, columns: names }
      : names;
  }
  return { ...mapping, columns };
}

function columnsOf(mapping: { [key: string]: unknown }): object {
  const { columns } = mapping;
  return typeof columns === 'object' && columns !== null ? columns : {};
}

function isSeparated(value: unknown): value is { columns: unknown } {
  return typeof value === 'object' && value !== null && 'columns' in value;
}

function namesOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.filter(each => typeof each === 'string');
  }
  return isSeparated(value) ? namesOf(value.columns) : [];
}
