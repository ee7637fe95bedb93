import type { FaultOptions } from './FaultOptions';
import type { FaultState } from './FaultState';

/** The state before the first row of so many metrics. */
export function firstFaultState(
  metrics: number,
  options: FaultOptions,
): FaultState {
  const zeros = () => new Array<number>(metrics).fill(0);
  const baseline = { mean: zeros(), variance: zeros() };
  return {
    kind: 'faults',
    version: 1,
    rows: 0,
    learned: 0,
    seen: zeros(),
    last: zeros(),
    least: zeros(),
    active: baseline,
    staged: baseline,
    young: baseline,
    rowsToStage: options.stageRows,
    stages: 0,
    drift: zeros(),
    products: new Array<number>((metrics * (metrics + 1)) / 2).fill(0),
    deviation: { level: zeros(), rough: zeros(), joint: 1 },
    calibration: { mean: 0, variance: 0, rows: 0 },
    rest: 0,
    over: 0,
  };
}
