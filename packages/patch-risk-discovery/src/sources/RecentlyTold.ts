/**
 * Remembers what was told, to tell it once an hour of the source's own time and not for every packet. Forgets the
 * oldest once it is full: then something is told twice, which harms nothing.
 */
export class RecentlyTold {
  // Two generations: taking single keys off the front of a large set is slow.
  #told = new Set<string>();
  #before = new Set<string>();
  readonly #limit: number;

  /**
   * @param limit - how many things to remember; 50,000 unless given
   */
  constructor(limit = 50_000) {
    this.#limit = limit;
  }

  /** Whether this was not told in the hour of `seenAt`; notes it. */
  isNew(seenAt: string | undefined, ...parts: (string | undefined)[]): boolean {
    const key = JSON.stringify([seenAt?.slice(0, 13), ...parts]);
    if (this.#told.has(key)) {
      return false;
    }
    const isNew = !this.#before.has(key);
    this.#told.add(key);
    if (this.#told.size * 2 >= this.#limit) {
      this.#before = this.#told;
      this.#told = new Set();
    }
    return isNew;
  }
}
