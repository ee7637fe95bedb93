import { HORIZON_WEEKS } from './horizon';
import type { DelayComponent } from './types';

/** Chance of exploitation within 52 weeks at the reference device. */
const REFERENCE_EXPLOITATION = 0.02;

/**
 * The device against which factors are explained: 2 % chance of exploitation within 52 weeks at a constant hazard,
 * reach 0.0025 a week, a fix at hand, one of ten installed each week, impact 0.4.
 *
 * @public
 */
export const referenceDevice: {
  begin: Float64Array;
  reach: number;
  fixSurvival: Float64Array;
  delay: DelayComponent[];
  impact: number;
} = {
  begin: new Float64Array(HORIZON_WEEKS).fill(
    1 - Math.pow(1 - REFERENCE_EXPLOITATION, 1 / HORIZON_WEEKS),
  ),
  reach: 0.0025,
  fixSurvival: new Float64Array(HORIZON_WEEKS),
  delay: [{ weight: 1, weeklyHazard: 0.1 }],
  impact: 0.4,
};
