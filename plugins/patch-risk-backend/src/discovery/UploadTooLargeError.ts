import { CustomErrorBase } from '@backstage/errors';

/** The file is past the limit; nothing of it was kept. */
export class UploadTooLargeError extends CustomErrorBase {
  name = 'UploadTooLargeError' as const;
  readonly statusCode = 413;

  /** @param maxBytes - the limit */
  static create(maxBytes: number): UploadTooLargeError {
    return new UploadTooLargeError(
      `The file is larger than ${maxBytes} bytes; split it, or raise patchRisk.discovery.maxUploadBytes`,
    );
  }
}
