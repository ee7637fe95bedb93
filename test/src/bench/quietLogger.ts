import type { LoggerService } from '@backstage/backend-plugin-api';

/** Keeps the log of what is measured out of the figures; warnings and errors are shown. */
export const quietLogger: LoggerService = {
  debug: () => undefined,
  info: () => undefined,
  warn: message => process.stderr.write(`${message}\n`),
  error: message => process.stderr.write(`${message}\n`),
  child: () => quietLogger,
};
