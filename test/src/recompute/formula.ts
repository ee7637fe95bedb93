// The formulas of docs/score.md, written from there: no import from the product, so that they can disagree with it.
export const WEEKS = [...Array(52).keys()];

export const product = (factors: number[]) =>
  factors.reduce((all, one) => all * one, 1);
export const sum = (terms: number[]) =>
  terms.reduce((all, one) => all + one, 0);
export const isClose = (one: number, other: number, floor = 1e-14) =>
  Math.abs(one - other) <=
  1e-9 * Math.max(Math.abs(one), Math.abs(other)) + floor;
export const moved = (x: number, ratio: number) =>
  (x * ratio) / (1 - x + x * ratio);
export const indexOf = (loss: number) =>
  loss <= 0
    ? 0
    : Math.min(100, Math.max(0.1, (100 * (Math.log10(loss) + 9)) / 9));
export const lossOf = (p: number, impact: number) =>
  -Math.log1p(-Math.min(1 - 1e-9, p * impact));

export function bandOf(index: number): string {
  if (index >= 80) return 'critical';
  if (index >= 70) return 'high';
  return index >= 55 ? 'medium' : 'low';
}

export function chain(w: number[], f: number[], reach: number): number {
  let [quiet, active, hit] = [1, 0, 0];
  for (const t of WEEKS) {
    const begins = quiet * w[t];
    const struck = (active + begins) * reach;
    hit += struck;
    active = (active + begins - struck) * (1 - f[t]);
    quiet = (quiet - begins) * (1 - f[t]);
  }
  return hit;
}

export type Components = [weight: number, hazard: number][];

export function delay(components: Components): number[] {
  return WEEKS.map(d =>
    sum(components.map(([weight, h]) => weight * h * (1 - h) ** d)),
  );
}

export function waitHazard(
  survival: number[],
  components: Components,
): number[] {
  let waits = components.map(() => 0);
  return WEEKS.map(t => {
    const before = t === 0 ? 1 : survival[t - 1];
    const ready = components.map(
      ([weight], k) => waits[k] + weight * (before - survival[t]),
    );
    const open = before + sum(waits);
    waits = components.map(([, h], k) => (1 - h) * ready[k]);
    return open > 0
      ? Math.min(
          1,
          Math.max(0, sum(components.map(([, h], k) => h * ready[k])) / open),
        )
      : 1;
  });
}

function drawNormals(): number[][] {
  let state = 20261121;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
  const draws = [...Array(32)].map(() =>
    [...Array(4)].map(() => {
      const u = uniform();
      const v = uniform();
      return Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * v);
    }),
  );
  return [...draws, ...draws.map(values => values.map(value => -value))];
}

export const DRAWS = drawNormals();

/** Quantiles of the 64 draws, linear between neighbours. */
export function quantilesOf(draws: number[]): (share: number) => number {
  const sorted = [...draws].sort((one, other) => one - other);
  return share => {
    const below = Math.floor(63 * share);
    return (
      sorted[below] + (63 * share - below) * (sorted[below + 1] - sorted[below])
    );
  };
}
