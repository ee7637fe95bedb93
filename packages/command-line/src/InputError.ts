/** A cell, row or option that cannot be used, by name, with what to do about it. */
export class InputError extends Error {
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
