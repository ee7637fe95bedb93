import { isError } from '@backstage/errors';
import { cleanText } from '@patch-risk/match';

/** A failure as the feed's status shows it: bounded, and without credentials in addresses. */
export function describeFeedError(error: unknown): string {
  const message = isError(error) ? error.message : 'The refresh failed';
  return cleanText(
    message
      .replace(/(https?:\/\/)[^\s/@]*@/gi, '$1')
      .replace(/\?[^\s'"]*=[^\s'"]*/g, ''),
    1_000,
  );
}
