import { averagePrecision } from '../../../src/evaluate';

/** What a detector said of the rows of one run, and what is true. */
export interface JudgedRun {
  scores: readonly number[];
  flags: readonly boolean[];
  faulty: readonly boolean[];
}

/** Figures over the rows of all runs together, without any point adjustment. */
export interface RowFigures {
  f1: number;
  precision: number;
  recall: number;
  /** Share of the rows without fault that are flagged. */
  falseAlarmShare: number;
  /** `undefined` without faulty rows. */
  averagePrecision: number | undefined;
}

export function rowFigures(runs: readonly JudgedRun[]): RowFigures {
  let hits = 0;
  let flagged = 0;
  let faulty = 0;
  let rows = 0;
  for (const run of runs) {
    for (const [row, flag] of run.flags.entries()) {
      rows++;
      flagged += flag ? 1 : 0;
      faulty += run.faulty[row] ? 1 : 0;
      hits += flag && run.faulty[row] ? 1 : 0;
    }
  }
  return {
    f1: (2 * hits) / Math.max(flagged + faulty, 1),
    precision: hits / Math.max(flagged, 1),
    recall: hits / Math.max(faulty, 1),
    falseAlarmShare: (flagged - hits) / Math.max(rows - faulty, 1),
    averagePrecision: averagePrecision({
      probabilities: runs.flatMap(run => run.scores),
      outcomes: runs.flatMap(run => run.faulty.map(Number)),
    }),
  };
}
