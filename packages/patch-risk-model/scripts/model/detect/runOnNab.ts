import type { RowOptions } from '../../../src/detect';
import { firstFlags } from '../nab/firstFlags';
import type { NabSeries } from '../nab/NabSeries';
import { judgeRows } from './judgeRows';
import type { NabRun } from './NabRun';

/** `detectRow` over each series; the first flag of a run is a detection. */
export function runOnNab(
  series: readonly NabSeries[],
  options?: RowOptions,
): Required<NabRun> {
  const judged = series.map(({ values }) =>
    judgeRows(
      Array.from(values, value => [value]),
      options,
    ),
  );
  return {
    detections: judged.map(({ flags }) => firstFlags(flags)),
    scores: judged.map(({ scores }) => scores),
  };
}
