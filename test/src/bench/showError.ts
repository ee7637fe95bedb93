import { OptionError } from './OptionError';

/** What a benchmark prints when it fails: of a wrong option the message, of anything else the place too. */
export function showError(error: unknown): string {
  if (error instanceof OptionError) return error.message;
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
