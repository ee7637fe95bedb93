import { instantSchema } from '../cve/instantSchema';

/**
 * An instant that is not in the future: what is dated ahead could never be replaced by what comes later.
 *
 * @param latest - ISO 8601 in UTC
 */
export function pastInstantSchema(latest: string) {
  return instantSchema.refine(
    instant => instant <= latest,
    'is an instant in the future',
  );
}
