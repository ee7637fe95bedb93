import { CustomErrorBase } from '@backstage/errors';

/** A configuration that is larger than allowed. */
export class ConfigurationTooLargeError extends CustomErrorBase {
  name = 'ConfigurationTooLargeError' as const;
  /** Read by the error handler of Backstage. */
  readonly statusCode = 413;
}
