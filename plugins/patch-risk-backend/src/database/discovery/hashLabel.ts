import { createHash } from 'node:crypto';

const KEY = /^device-[0-9a-f]{20}$/;

/** A label as the index holds it: short whatever stands in it. Keys of devices stand as they are. */
export function hashLabel(label: string): string {
  return KEY.test(label)
    ? label
    : createHash('sha256').update(label).digest('base64url').slice(0, 22);
}
