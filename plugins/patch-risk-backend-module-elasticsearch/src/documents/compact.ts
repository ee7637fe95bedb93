import type { JsonValue } from './EcsDocument';

/** What may be missing before it is left out. */
export type Loose = JsonValue | undefined | { [key: string]: Loose };

/** Leaves out what is undefined, not finite or empty, at every depth: an absent field says "unknown", an empty one lies. */
export function compact(fields: { [key: string]: Loose }): {
  [key: string]: JsonValue;
} {
  const result: { [key: string]: JsonValue } = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || value === '') {
      continue;
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      continue;
    }
    if (Array.isArray(value)) {
      if (value.length > 0) {
        result[key] = value;
      }
    } else if (typeof value === 'object') {
      const inner = compact(value);
      if (Object.keys(inner).length > 0) {
        result[key] = inner;
      }
    } else {
      result[key] = value;
    }
  }
  return result;
}
