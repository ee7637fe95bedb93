import { impactOf } from './impactOf';
import type { DeviceImpact } from './impactOf';
import { lossOf } from './loss';
import type { ScoreTables } from './ScoreTables';
import type { RiskBandName } from './types';

/**
 * What open anomalies add to a device's L, even without a finding: `−ln(1 − a · i)`, a the chance that at least one is
 * an intrusion, `1 − Π(1 − a_k)` capped, i the device's impact at full CVSS impact.
 *
 * @param severities - of the open anomalies that no planned change explains
 * @public
 */
export function anomalyLoss(
  tables: ScoreTables['anomaly'],
  severities: readonly RiskBandName[],
  device: Pick<DeviceImpact, 'criticality' | 'safety'>,
): number {
  let harmless = 1;
  for (const severity of severities) {
    harmless *= 1 - tables.intrusion[severity].value;
  }
  return lossOf(Math.min(tables.maximum, 1 - harmless), impactOf(device, 1));
}
