import { detectPoint, type StreamState } from '../../../src/detect';
import type { NabSeries } from '../nab/NabSeries';
import type { NabRun } from './NabRun';

/** The detector in its quiet mode over each series; an episode that opens is a detection. */
export function runStreamOnNab(series: readonly NabSeries[]): NabRun {
  return {
    detections: series.map(({ times, values }) => {
      let state: StreamState | undefined;
      const rows: number[] = [];
      for (const [row, value] of values.entries()) {
        const result = detectPoint(state, { at: times[row], value });
        state = result.state;
        if (result.episode === 'opened') {
          rows.push(row);
        }
      }
      return rows;
    }),
  };
}
