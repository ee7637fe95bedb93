/** Orders two lists by their first difference; a list that ends is filled up by `compare` with undefined. */
export function compareLists<Item>(
  left: readonly Item[],
  right: readonly Item[],
  compare: (left: Item | undefined, right: Item | undefined) => number,
): number {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const sign = compare(left[index], right[index]);
    if (sign !== 0) return sign;
  }
  return 0;
}
