/** Parts of a list that fit into one statement of either engine. */
export function* inChunks<Item>(
  items: readonly Item[],
  size: number,
): Generator<Item[], void, undefined> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}
