import type { FaultOptions } from './FaultOptions';

/**
 * The one configuration that the figures in docs/models/detector.md were
 * measured with.
 *
 * @public
 */
export const defaultFaultOptions: FaultOptions = {
  warmUpRows: 50,
  smoothing: 0.1,
  meanGain: 1 / 150,
  varianceGain: 1 / 500,
  stageRows: 25,
  deviationCut: 5,
  shrinkRows: 40,
  roughWeight: 0.25,
  priorSpread: 0.33,
  priorRows: 150,
  youth: 20,
  driftGain: 0.15,
  driftWeight: 1,
  lagRows: 100,
  ordinary: 1.5,
  ordinaryRows: 1_000,
  open: 3,
  openRows: 2,
  close: 1.2,
  backDirection: 0.6,
  backDistance: 0.8,
  closeRows: 7,
  patientRows: 14,
  restRows: 20,
  rowsAfterFault: 100,
  longestFaultRows: 10_000,
};
