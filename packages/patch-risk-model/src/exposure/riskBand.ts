import type { ScoreTables } from './ScoreTables';
import type { RiskBandName } from './types';

/** Band of an index: each band begins at its threshold. @public */
export function riskBand(
  bands: ScoreTables['bands'],
  index: number,
): RiskBandName {
  if (index >= bands.critical) {
    return 'critical';
  }
  if (index >= bands.high) {
    return 'high';
  }
  return index >= bands.medium ? 'medium' : 'low';
}
