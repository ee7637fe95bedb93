import { clusteredBootstrap } from '../../../src/evaluate/clusteredBootstrap';
import { harrellsC } from '../../../src/evaluate/harrellsC';
import { integratedBrierScore } from '../../../src/evaluate/integratedBrierScore';
import type { FigureTable } from './FigureTable';

const NAMES = [
  "Harrell's C",
  'IBS 30/90/180',
  'MAE of log days',
  '80 % coverage',
] as const;
const DAYS = [30, 90, 180];

/** What a model says of one row. */
export interface DurationForecast {
  /** Chance of no fix by the end of days 30, 90 and 180. */
  survivalProbabilities: readonly [number, number, number];
  medianDays: number;
  lower80Days: number;
  upper80Days: number;
}

/**
 * The figures of forecasts of times that all ended in an event, with 80 %
 * intervals by a seeded bootstrap of clusters. The error is |ln(1 + median) −
 * ln(1 + time)|, times below 0 taken as 0; coverage is the share of times
 * within the 80 % interval of the forecast.
 */
export function durationTable(options: {
  title: string;
  /** Days to the event, and what is drawn together. */
  rows: readonly { days: number; cluster: string }[];
  forecasts: readonly {
    name: string;
    kind: 'model' | 'baseline';
    /** One for each row. */
    forecasts: readonly DurationForecast[];
  }[];
  seed: number;
  samples?: number;
  note?: string;
}): FigureTable {
  const { title, rows, forecasts, seed, samples, note } = options;
  const clusters = rows.map(row => row.cluster);
  const times = rows.map(row => Math.max(0, row.days));
  return {
    title,
    rows: rows.length,
    clusters: new Set(clusters).size,
    figures: NAMES,
    note,
    entries: forecasts.map(({ name, kind, forecasts: given }) => {
      const intervals = clusteredBootstrap({
        clusters,
        seed,
        samples,
        figures: drawn => {
          const figures = figuresOf(
            Array.from(drawn, row => times[row]),
            Array.from(drawn, row => given[row]),
          );
          return Object.fromEntries(
            NAMES.map((figure, index) => [figure, figures[index]]),
          ) as Record<(typeof NAMES)[number], number | undefined>;
        },
      });
      return {
        name,
        kind,
        figures: NAMES.map(figure => {
          const { value, low, high } = intervals[figure];
          return value === undefined ? undefined : { value, low, high };
        }),
      };
    }),
  };
}

function figuresOf(
  times: readonly number[],
  forecasts: readonly DurationForecast[],
): (number | undefined)[] {
  const events = new Float64Array(times.length).fill(1);
  let error = 0;
  let covered = 0;
  for (const [row, forecast] of forecasts.entries()) {
    const { medianDays, lower80Days, upper80Days } = forecast;
    error += Math.abs(
      Math.log1p(Math.max(0, medianDays)) - Math.log1p(times[row]),
    );
    covered += times[row] >= lower80Days && times[row] <= upper80Days ? 1 : 0;
  }
  return [
    harrellsC({
      times,
      events,
      predictedTimes: forecasts.map(forecast => forecast.medianDays),
    }),
    integratedBrierScore({
      times,
      events,
      days: DAYS,
      survivalProbabilities: forecasts.map(
        forecast => forecast.survivalProbabilities,
      ),
    }).mean,
    error / times.length,
    covered / times.length,
  ];
}
