import { NAB_PROFILES } from '../nab/NAB_PROFILES';
import { nabScore } from '../nab/nabScore';
import type { NabSeries } from '../nab/NabSeries';
import type { NabRun } from './NabRun';

/**
 * Puts runs together so that the series of each source are judged with the
 * candidate that scores best (standard profile) on all other sources.
 *
 * @returns the run, and the name of the candidate for each source
 */
export function leaveSourceOut(
  series: readonly NabSeries[],
  candidates: ReadonlyMap<string, NabRun>,
): { run: NabRun; chosen: Map<string, string> } {
  const chosen = new Map<string, string>();
  for (const { source } of series) {
    if (chosen.has(source)) {
      continue;
    }
    let best = Number.NEGATIVE_INFINITY;
    for (const [name, { detections }] of candidates) {
      const others = series.flatMap((one, index) =>
        one.source === source ? [] : [index],
      );
      const score = nabScore({
        series: others.map(index => series[index]),
        detections: others.map(index => detections[index]),
        profile: NAB_PROFILES.standard,
      });
      if (score > best) {
        best = score;
        chosen.set(source, name);
      }
    }
  }
  const runs = series.map(
    ({ source }) => candidates.get(chosen.get(source) ?? '') as NabRun,
  );
  const scores = runs.map((run, index) => run.scores?.[index] ?? []);
  return {
    run: {
      detections: runs.map((run, index) => run.detections[index]),
      ...(runs.every(run => run.scores) && { scores }),
    },
    chosen,
  };
}
