import { metrics } from '@opentelemetry/api';
import type { ModelDriftRecord } from '../database/ModelDriftStore';

const SEVERITY = {
  unknown: -1,
  steady: 0,
  'inputs-moved': 1,
  'calibration-off': 2,
};

/** Instruments on the global meter provider; what is given back records a comparison. */
export function createDriftMetrics(): (record: ModelDriftRecord) => void {
  const meter = metrics.getMeter('patch-risk');
  const state = meter.createGauge('patch_risk.models.drift', {
    description:
      'Drift of a model: -1 unknown, 0 steady, 1 inputs moved, 2 calibration off',
  });
  const stability = meter.createGauge('patch_risk.models.input_stability', {
    description: 'Largest population stability index among the inputs',
  });
  const calibration = meter.createGauge('patch_risk.models.calibration', {
    description: 'Expected over observed events of the last comparison',
  });
  return ({ model, drift }) => {
    state.record(SEVERITY[drift.state], { model });
    const [largest] = drift.inputs?.features ?? [];
    if (largest) {
      stability.record(largest.stabilityIndex, { model });
    }
    if (drift.calibration?.ratio) {
      calibration.record(drift.calibration.ratio.value, { model });
    }
  };
}
