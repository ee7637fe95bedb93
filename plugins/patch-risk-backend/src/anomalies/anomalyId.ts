import { createHash } from 'node:crypto';

/**
 * SHA-256 of device, metric and start of the episode. Telemetry that is taken in again after a crash gives the same
 * anomaly, and a SIEM that has it already knows it.
 *
 * @param options - `startedAt` is an ISO instant in UTC with milliseconds
 */
export function anomalyId(options: {
  deviceRef: string;
  metric: string;
  startedAt: string;
}): string {
  return createHash('sha256')
    .update(
      JSON.stringify([options.deviceRef, options.metric, options.startedAt]),
    )
    .digest('hex');
}
