/**
 * Raised when an input cannot be used and guessing would hide a mistake.
 *
 * The name is `InputError`, so Backstage's error middleware answers 400; the
 * class lives here because this package imports nothing of Backstage and has
 * to run in a browser worker too.
 *
 * @public
 */
export class ModelInputError extends Error {
  readonly field: string;
  readonly value: string;

  constructor(options: { field: string; value: unknown; remedy: string }) {
    const { field, value, remedy } = options;
    const shown = String(value).slice(0, 120);
    super(`Invalid ${field} '${shown}': ${remedy}`);
    this.name = 'InputError';
    this.field = field;
    this.value = shown;
  }
}
