/**
 * JSON with one key a line and each list of plain values on one line, so that
 * a model stays small and its differences can be read.
 */
export function formatModelJson(value: unknown): string {
  return `${format(value, '')}\n`;
}

function format(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (!value.some(item => typeof item === 'object' && item !== null)) {
      return `[${value.map(item => format(item, '')).join(',')}]`;
    }
    const items = value.map(item => `${deeper}${format(item, deeper)}`);
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(
      ([, item]) => item !== undefined,
    );
    if (entries.length === 0) {
      return '{}';
    }
    const lines = entries.map(
      ([key, item]) =>
        `${deeper}${JSON.stringify(key)}: ${format(item, deeper)}`,
    );
    return `{\n${lines.join(',\n')}\n${indent}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error('A number of the model is not finite');
  }
  return JSON.stringify(value);
}
