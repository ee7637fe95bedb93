import { DateTime } from 'luxon';

/** Version of a model that was trained again at an instant; `ownVersion` reads it. */
export function retrainedVersion(shipped: string, now: Date): string {
  const instant = DateTime.fromJSDate(now, { zone: 'utc' });
  return `${shipped}+retrained-${instant.toFormat("yyyyLLdd'T'HHmmss")}`;
}
