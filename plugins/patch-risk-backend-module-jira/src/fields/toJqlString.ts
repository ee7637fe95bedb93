import { InputError } from '@backstage/errors';

/**
 * A value as a quoted JQL string, so that whatever it holds stays a value. Backslash and quote are escaped; control
 * characters have no business in a value that we search for and are refused.
 */
export function toJqlString(value: string): string {
  if (/\p{Cc}/u.test(value)) {
    throw new InputError(
      'A value for a Jira search holds control characters; remove them.',
    );
  }
  return `"${value.replace(/[\\"]/g, character => `\\${character}`)}"`;
}
