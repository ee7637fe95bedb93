/** A JSON object from outside, read by path. */
export class JsonRecord {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  /** Only own fields are followed: one called `constructor` meets no prototype. */
  at(...path: string[]): unknown {
    let value = this.#value;
    for (const key of path) {
      if (
        typeof value !== 'object' ||
        value === null ||
        !Object.hasOwn(value, key)
      ) {
        return undefined;
      }
      value = value[key as keyof typeof value];
    }
    return value;
  }

  /** Text or number at a path, as text. */
  text(...path: string[]): string | undefined {
    const value = this.at(...path);
    return (typeof value === 'string' && value !== '') ||
      typeof value === 'number'
      ? String(value)
      : undefined;
  }

  /** Number at a path. */
  number(...path: string[]): number | undefined {
    const value = this.at(...path);
    return typeof value === 'number' && Number.isFinite(value)
      ? value
      : undefined;
  }
}
