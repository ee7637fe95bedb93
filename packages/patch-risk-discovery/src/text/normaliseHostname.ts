import { normaliseIp } from './normaliseIp';

const label = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u;

// What sources write where they know no name, and names that every device has for itself.
const nobody = new Set([
  'localhost',
  'localhost.localdomain',
  'localhost6',
  'unknown',
  'none',
  'null',
]);

/**
 * A host name in lower case without a final dot, or undefined where the text is none: an address, a name that says
 * nothing (`localhost`), or one with characters that names of devices do not have. Underscores and letters of other
 * alphabets are let through, since Windows and PLCs use them.
 *
 * @param text - from outside
 *
 * @public
 */
export function normaliseHostname(text: string): string | undefined {
  if (text.length > 300) {
    return undefined;
  }
  const name = text.trim().toLowerCase().replace(/\.$/, '');
  if (name.length > 253 || nobody.has(name) || normaliseIp(name)) {
    return undefined;
  }
  const labels = name.split('.');
  return labels.every(part => label.test(part)) ? name : undefined;
}
