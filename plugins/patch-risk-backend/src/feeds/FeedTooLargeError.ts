import { CustomErrorBase } from '@backstage/errors';

/** A feed, or one document of it, is larger than the limits allow. */
export class FeedTooLargeError extends CustomErrorBase {
  name = 'FeedTooLargeError' as const;

  /**
   * @param what - The file or address, without credentials.
   * @param maxBytes - The limit in bytes.
   */
  static create(what: string, maxBytes: number): FeedTooLargeError {
    return new FeedTooLargeError(
      `${what} is larger than the limit of ${maxBytes} bytes, packed or unpacked; raise patchRisk.feeds.http.maxBytes if that is right`,
    );
  }
}
