/** An option that cannot be used; its message names option, value and remedy. */
export class OptionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OptionError';
  }
}
