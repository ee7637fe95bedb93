import type { z } from 'zod';
import { cleanText } from './cleanText';
import type { RecordProblem } from './RecordProblem';

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (
      typeof value !== 'object' ||
      value === null ||
      !Object.hasOwn(value, key)
    ) {
      return undefined;
    }
    value = value[key as keyof typeof value];
  }
  return value;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value)
      ? `a list of ${value.length}`
      : `an object with ${Object.keys(value).length} fields`;
  }
  return cleanText(String(value), 200);
}

/**
 * The first thing that a schema found wrong with a record.
 *
 * @param options - `record` names the record, `input` is what was parsed, `error` what zod said.
 *
 * @public
 */
export function schemaProblem(options: {
  record: string;
  input: unknown;
  error: z.ZodError;
  prefix?: string;
}): RecordProblem {
  const [issue] = options.error.issues;
  const field = [
    ...(options.prefix ? [options.prefix] : []),
    ...issue.path.map(String),
  ].join('.');
  const value = textOf(valueAt(options.input, issue.path));
  return {
    record: options.record,
    field: field || undefined,
    value,
    reason:
      value === undefined && field ? `${field} is missing` : issue.message,
    remedy: 'Report it to the publisher of the feed',
  };
}
