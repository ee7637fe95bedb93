/**
 * Devices by the component sets that they have: devices of the same firmware have the same ones, so
 * that there are few combinations for many devices.
 */
export class DeviceCombinations {
  readonly #texts: string[] = [];
  readonly #counts: number[] = [];
  readonly #bySet = new Map<number, number[]>();

  /** @param rows - `text` are the ids of the sets as JSON, `count` the devices that have just these */
  static create(
    rows: readonly { text: string; count: number | string }[],
  ): DeviceCombinations {
    const combinations = new DeviceCombinations();
    for (const { text, count } of rows) combinations.#add(text, Number(count));
    return combinations;
  }

  private constructor() {}

  /** Combinations that hold a set. */
  withSet(setId: number): readonly number[] {
    return this.#bySet.get(setId) ?? [];
  }

  /** Devices with any of the combinations. */
  count(combinations: Iterable<number>): number {
    let count = 0;
    for (const each of combinations) count += this.#counts[each];
    return count;
  }

  /** The combinations as they stand with the devices. */
  texts(combinations: Iterable<number>): string[] {
    return [...combinations].map(each => this.#texts[each]);
  }

  #add(text: string, count: number) {
    const position = this.#texts.push(text) - 1;
    this.#counts.push(count);
    for (const setId of JSON.parse(text) as number[]) {
      const known = this.#bySet.get(setId);
      if (known) known.push(position);
      else this.#bySet.set(setId, [position]);
    }
  }
}
