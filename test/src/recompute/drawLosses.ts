import { chain, DRAWS, lossOf, moved } from './formula';

/** L of a group under each draw; `spread` is of hazard, reach, delay and impact. */
export function drawLosses(options: {
  w: number[];
  f: number[];
  reach: number;
  impact: number;
  spread: number[];
}): number[] {
  const { w, f, reach, impact, spread } = options;
  return DRAWS.map(z => {
    const [rw, rr, rf, ri] = spread.map((s, k) => Math.exp(s * z[k]));
    return lossOf(
      chain(
        w.map(x => moved(x, rw)),
        f.map(x => moved(x, rf)),
        moved(reach, rr),
      ),
      moved(impact, ri),
    );
  });
}
