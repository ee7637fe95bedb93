/**
 * Cuts each feature at up to `bins` − 1 edges between neighbouring values, at
 * quantiles of the rows where there are more values than bins.
 *
 * @returns the bin of each row and the edges, one array a feature; a row lies
 * in bin b where its value is below edge b and not below edge b − 1
 */
export function binFeatures(
  rows: readonly (readonly number[])[],
  bins: number,
): { binned: Uint8Array[]; edges: number[][] } {
  const binned: Uint8Array[] = [];
  const edges: number[][] = [];
  const width = rows[0]?.length ?? 0;
  for (let feature = 0; feature < width; feature++) {
    const values = Float64Array.from(rows, row => row[feature]).sort();
    const cuts = cutsOf(values, bins);
    const column = new Uint8Array(rows.length);
    for (const [index, row] of rows.entries()) {
      column[index] = binOf(cuts, row[feature]);
    }
    binned.push(column);
    edges.push(cuts);
  }
  return { binned, edges };
}

function cutsOf(sorted: Float64Array, bins: number): number[] {
  const distinct = [...new Set(sorted)];
  const cuts: number[] = [];
  if (distinct.length <= bins) {
    for (let index = 1; index < distinct.length; index++) {
      cuts.push(between(distinct[index - 1], distinct[index]));
    }
    return cuts;
  }
  for (let bin = 1; bin < bins; bin++) {
    const value = sorted[Math.floor((bin * sorted.length) / bins)];
    if (value > sorted[0] && value !== cuts.at(-1)) {
      cuts.push(value);
    }
  }
  return cuts;
}

/** Middle of two values, rounded so that it survives JSON and stays between. */
function between(low: number, high: number): number {
  const middle = Number(((low + high) / 2).toPrecision(6));
  return middle > low && middle <= high ? middle : high;
}

function binOf(cuts: readonly number[], value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < cuts[middle]) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
