import { CustomErrorBase } from '@backstage/errors';

/** The body comes in a form that is not read. */
export class UnsupportedBodyError extends CustomErrorBase {
  name = 'UnsupportedBodyError' as const;
  readonly statusCode = 415;
}
