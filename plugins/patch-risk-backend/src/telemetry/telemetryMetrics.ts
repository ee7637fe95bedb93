import { metrics } from '@opentelemetry/api';
import type { TelemetryReceipt } from '@patch-risk/backstage-plugin-patch-risk-common';

/** Measures of the telemetry that comes in. */
export interface TelemetryMetrics {
  count(receipt: TelemetryReceipt): void;
}

/** Instruments on the global meter provider. */
export function createTelemetryMetrics(): TelemetryMetrics {
  const meter = metrics.getMeter('patch-risk');
  const points = meter.createCounter('patch_risk.telemetry.points', {
    description: 'Telemetry points by outcome',
    unit: '{point}',
  });
  const batches = meter.createCounter('patch_risk.telemetry.batches', {
    description: 'Telemetry batches that were acknowledged',
    unit: '{batch}',
  });
  return {
    count(receipt) {
      batches.add(1, { duplicate: receipt.duplicate });
      if (!receipt.duplicate) {
        points.add(receipt.accepted, { outcome: 'accepted' });
        points.add(receipt.refused.length, { outcome: 'refused' });
      }
    },
  };
}
