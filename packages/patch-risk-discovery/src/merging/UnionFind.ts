/** Joins numbers 0 … size − 1 into sets; the least number of a set stands for it. */
export class UnionFind {
  readonly #parents: number[];

  static create(size: number): UnionFind {
    return new UnionFind(size);
  }

  private constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  find(index: number): number {
    let root = index;
    while (this.#parents[root] !== root) root = this.#parents[root];
    let step = index;
    while (this.#parents[step] !== root) {
      const next = this.#parents[step];
      this.#parents[step] = root;
      step = next;
    }
    return root;
  }

  join(a: number, b: number): void {
    const left = this.find(a);
    const right = this.find(b);
    // The least number as root makes the result independent of the order of joins.
    if (left < right) this.#parents[right] = left;
    else this.#parents[left] = right;
  }

  /** Joins all members that share a key. */
  joinByKey(
    members: Iterable<number>,
    keysOf: (member: number) => Iterable<string>,
  ): void {
    const first = new Map<string, number>();
    for (const member of members) {
      for (const key of keysOf(member)) {
        const other = first.get(key);
        if (other === undefined) first.set(key, member);
        else this.join(other, member);
      }
    }
  }

  /** The sets of the members given, each in their order. */
  sets(members: Iterable<number>): number[][] {
    const byRoot = new Map<number, number[]>();
    for (const member of members) {
      const root = this.find(member);
      const known = byRoot.get(root);
      if (known) known.push(member);
      else byRoot.set(root, [member]);
    }
    return [...byRoot.values()];
  }
}
