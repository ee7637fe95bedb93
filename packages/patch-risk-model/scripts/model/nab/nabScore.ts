import type { NabProfile } from './NAB_PROFILES';
import type { NabSeries } from './NabSeries';

/** Past three window lengths after a window a false alarm costs all of it. */
const FAR = 3;

/**
 * NAB's score of detections (Lavin and Ahmad 2015): 0 is what a detector gets
 * that never speaks, 100 what one gets that speaks at the start of each window
 * and nowhere else.
 *
 * The earliest detection in a window earns σ(y) = 2 / (1 + e^(5y)) − 1, with y
 * from −1 at the first row of the window to almost 0 at the last, divided by
 * σ(−1); a missed window costs `miss`. A detection outside costs
 * −σ(y) · `falseAlarm` with y the distance from the end of the window before
 * it in window lengths, all of it without such a window. Detections in the
 * probation count for nothing.
 *
 * @param detections - rows that detect, for each series, in order
 */
export function nabScore(options: {
  series: Pick<NabSeries, 'windows' | 'probation'>[];
  detections: number[][];
  profile: NabProfile;
}): number {
  const { series, detections, profile } = options;
  let raw = 0;
  let windows = 0;
  for (const [index, one] of series.entries()) {
    raw += rawScore({ ...one, rows: detections[index], profile });
    windows += one.windows.length;
  }
  const nothing = -windows * profile.miss;
  const perfect = windows * profile.hit;
  return (100 * (raw - nothing)) / (perfect - nothing);
}

function rawScore(options: {
  windows: NabSeries['windows'];
  probation: number;
  rows: number[];
  profile: NabProfile;
}): number {
  const { windows, probation, rows, profile } = options;
  const earned = windows.map(() => -profile.miss);
  let lost = 0;
  for (const row of rows) {
    if (row < probation) {
      continue;
    }
    const inside = windows.findIndex(
      window => row >= window.from && row <= window.to,
    );
    if (inside >= 0) {
      const { from, to } = windows[inside];
      const position = -(to - row + 1) / (to - from + 1);
      const gain = (scaledSigmoid(position) * profile.hit) / scaledSigmoid(-1);
      earned[inside] = Math.max(earned[inside], gain);
    } else {
      const before = windows.findLast(window => window.to < row);
      const position = before
        ? (row - before.to) / Math.max(before.to - before.from, 1)
        : Number.POSITIVE_INFINITY;
      lost += scaledSigmoid(position) * profile.falseAlarm;
    }
  }
  return earned.reduce((sum, gain) => sum + gain, lost);
}

function scaledSigmoid(position: number): number {
  return position > FAR ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}
