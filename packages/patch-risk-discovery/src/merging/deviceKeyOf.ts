import { createHash } from 'node:crypto';

/** Key of a device from the text of an identity: 20 hexadecimal digits of its SHA-256. */
export function deviceKeyOf(identity: string): string {
  const digest = createHash('sha256').update(identity).digest('hex');
  return `device-${digest.slice(0, 20)}`;
}
