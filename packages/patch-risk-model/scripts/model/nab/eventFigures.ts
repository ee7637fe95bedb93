import type { NabSeries } from './NabSeries';

/** Windows found and false alarms, each detection counted once. */
export interface EventFigures {
  windows: number;
  found: number;
  falseAlarms: number;
  precision: number;
  recall: number;
  f1: number;
}

/**
 * Counts detections by events, without any point adjustment: a window with a
 * detection is found once, however many it holds; each detection outside of
 * all windows, after the probation, is one false alarm.
 */
export function eventFigures(
  series: Pick<NabSeries, 'windows' | 'probation'>[],
  detections: number[][],
): EventFigures {
  let windows = 0;
  let found = 0;
  let falseAlarms = 0;
  for (const [index, one] of series.entries()) {
    const rows = detections[index].filter(row => row >= one.probation);
    const holds = (row: number, window: { from: number; to: number }) =>
      row >= window.from && row <= window.to;
    windows += one.windows.length;
    found += one.windows.filter(window =>
      rows.some(row => holds(row, window)),
    ).length;
    falseAlarms += rows.filter(
      row => !one.windows.some(window => holds(row, window)),
    ).length;
  }
  const precision = found / Math.max(found + falseAlarms, 1);
  const recall = found / Math.max(windows, 1);
  const f1 = (2 * precision * recall) / Math.max(precision + recall, 1e-12);
  return { windows, found, falseAlarms, precision, recall, f1 };
}
