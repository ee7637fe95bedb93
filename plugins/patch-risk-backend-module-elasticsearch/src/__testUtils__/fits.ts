import { isIP } from 'node:net';

/** Whether Elasticsearch takes a value for a field of this type, and gives it back as it was. */
export function fits(type: string, value: unknown): boolean {
  switch (type) {
    case 'keyword':
    case 'constant_keyword':
    case 'match_only_text':
      return typeof value === 'string' && !/\p{Surrogate}/u.test(value);
    case 'date':
      return (
        typeof value === 'string' &&
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
      );
    case 'long':
      return Number.isInteger(value);
    case 'float':
    case 'double':
      return Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'ip':
      return typeof value === 'string' && isIP(value) > 0;
    default:
      return false;
  }
}
