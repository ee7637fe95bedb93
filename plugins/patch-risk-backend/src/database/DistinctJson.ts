/** Values of a column of JSON, each parsed and kept once. */
export class DistinctJson<TValue> {
  readonly values: TValue[] = [];
  readonly #positions = new Map<string, number>();

  static create<TValue>(): DistinctJson<TValue> {
    return new DistinctJson();
  }

  private constructor() {}

  /** Position of a value in `values`. */
  add(json: string): number {
    let position = this.#positions.get(json);
    if (position === undefined) {
      position = this.values.push(JSON.parse(json)) - 1;
      this.#positions.set(json, position);
    }
    return position;
  }
}
