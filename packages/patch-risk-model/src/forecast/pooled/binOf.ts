/** The bin that holds a day; days past the last edge belong to the last bin. */
export function binOf(edges: readonly number[], day: number): number {
  let bin = 0;
  while (bin + 2 < edges.length && day >= edges[bin + 1]) {
    bin++;
  }
  return bin;
}
