import type { TelemetryReceipt } from '@patch-risk/backstage-plugin-patch-risk-common';

/** A line that was not taken, with field, value, reason and remedy. */
export type Refusal = TelemetryReceipt['refused'][number];
