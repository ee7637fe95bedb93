import { createHash } from 'node:crypto';

const LENGTH = 63;
const DIGEST = 20;

/**
 * Name of the entity of a device: the key, where that is a name that the catalog takes, else what is left of it with
 * a hash of all of it. It depends on nothing but the key, so a new title or a lost table does not change it.
 *
 * @param attempt - counts from 1; a later one gives another name where the first is another device's
 */
export function entityNameOf(key: string, attempt = 1): string {
  const isName = key.length <= LENGTH && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key);
  if (isName && attempt === 1) {
    return key;
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([key, attempt]))
    .digest('hex')
    .slice(0, DIGEST);
  const slug = key
    .toLowerCase()
    .slice(0, 200)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LENGTH - DIGEST - 1)
    .replace(/^-+|-+$/g, '');
  return `${slug || 'device'}-${digest}`;
}
