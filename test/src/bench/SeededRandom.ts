/** Random numbers that are the same for the same seed (mulberry32), so that two runs measure the same work. */
export class SeededRandom {
  #state: number;

  static create(seed: number): SeededRandom {
    return new SeededRandom(seed);
  }

  private constructor(seed: number) {
    this.#state = Math.trunc(seed) % 2 ** 32;
  }

  /** A number in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) % 2 ** 32;
    let mixed = this.#state;
    // The generator is defined by these operations on 32-bit words.
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 to `count` − 1. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** A standard normal number. */
  normal(): number {
    return (
      Math.sqrt(-2 * Math.log(1 - this.next())) *
      Math.cos(2 * Math.PI * this.next())
    );
  }

  /** One of the choices, with the chances that stand beside them; these need not add up to 1. */
  choose<T>(choices: readonly (readonly [T, number])[]): T {
    let left =
      this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) {
        return choice;
      }
    }
    return choices[choices.length - 1][0];
  }
}
