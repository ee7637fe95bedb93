import type { CalibrationDrift } from '../calibrationDrift';
import type { FeatureDrift } from '../inputDrift';

/**
 * Whether a model still meets the world that it was trained in. `unknown` means
 * that there was too little to compare; of the others the worse one counts.
 *
 * @public
 */
export type ModelDriftState =
  | 'unknown'
  | 'steady'
  | 'inputs-moved'
  | 'calibration-off';

/** What a comparison of a model's inputs and forecasts with its training gave. @public */
export interface ModelDrift {
  state: ModelDriftState;
  /** The same in a sentence. */
  reason: string;
  /** Left out where fewer than 50 rows are forecast by the model, or it has no profile. */
  inputs?: {
    rows: number;
    /** The largest drift first. */
    features: readonly FeatureDrift[];
  };
  /** Left out where nothing was forecast whose outcome is known. */
  calibration?: Pick<CalibrationDrift, 'expected' | 'observed' | 'ratio'> & {
    rows: number;
    /** Days on which the forecasts were made, and until which outcomes are known, YYYY-MM-DD. */
    from: string;
    until: string;
    /** `too-few` where neither five events were forecast nor came. */
    verdict: 'holds' | 'off' | 'too-few';
  };
}
