import { isIP } from 'node:net';
import { NotAllowedError } from '@backstage/errors';
import type { FetchSettings } from './FetchSettings';
import { isPublicAddress } from './isPublicAddress';
import { redactUrl } from './redactUrl';

/**
 * Refuses addresses that the fetcher must not go to, before any packet is sent.
 *
 * @throws NotAllowedError
 */
export function assertAllowedUrl(url: URL, settings: FetchSettings): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new NotAllowedError(
      `${redactUrl(
        url,
      )} is neither http nor https; feeds are read over these, or from a path`,
    );
  }
  if (!settings.allowedHosts.has(url.hostname)) {
    throw new NotAllowedError(
      `Host ${url.hostname} is not allowed; add it to patchRisk.feeds.http.allowedHosts if feeds may be read from it`,
    );
  }
  // A literal address is never looked up, so it is checked here.
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (
    isIP(literal) &&
    !settings.allowPrivateAddresses &&
    !isPublicAddress(literal)
  ) {
    throw new NotAllowedError(
      `${url.hostname} is not a public address; set patchRisk.feeds.http.allowPrivateAddresses if that is right`,
    );
  }
}
