import { fits } from './fits';
import { leaves } from './leaves';
import type { EcsSchema } from './readEcsSchema';

/** What of a document breaks ECS, apart from our own `patch_risk` fields; empty for a good one. */
export function findEcsProblems(schema: EcsSchema, document: object): string[] {
  const found: string[] = [];
  const all = leaves(document);
  const categories = schema['event.category'].allowed_values ?? [];
  for (const [path, value] of all) {
    if (path.startsWith('patch_risk.')) {
      continue;
    }
    const field = schema[path];
    if (!field) {
      found.push(`${path} is not in ECS`);
      continue;
    }
    if (field.normalize?.includes('array') !== Array.isArray(value)) {
      found.push(`${path}: array or not`);
    }
    for (const one of [value].flat()) {
      if (!fits(field.type, one)) {
        found.push(`${path} is no ${field.type}: ${JSON.stringify(one)}`);
      }
      if (
        field.ignore_above !== undefined &&
        String(one).length > field.ignore_above
      ) {
        found.push(`${path} is too long to be searched`);
      }
      if (
        field.allowed_values?.length &&
        !field.allowed_values.some(allowed => allowed.name === one)
      ) {
        found.push(`${path}: ${one} is not allowed`);
      }
    }
  }
  const values = new Map(all);
  for (const category of [values.get('event.category')].flat()) {
    const expected = categories.find(({ name }) => name === category);
    for (const type of [values.get('event.type')].flat()) {
      if (!expected?.expected_event_types?.includes(String(type))) {
        found.push(`event.type ${type} does not go with ${category}`);
      }
    }
  }
  if (values.has('event.ingested')) {
    found.push('event.ingested belongs to the receiver');
  }
  return found;
}
