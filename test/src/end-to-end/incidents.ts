import type { Anomaly } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Incident } from '../../telemetry/generateTelemetry';

/** Entity ref of a device of the test organisation. */
export const refOf = (device: string) => `resource:default/${device}`;

/** Two days without incidents begin here, */
export const QUIET_FROM = '2025-01-27T22:00:00.000Z';
/** two with them here, */
export const INCIDENTS_FROM = '2025-01-29T22:00:00.000Z';
/** and end here. */
export const TELEMETRY_TO = '2025-01-31T22:00:00.000Z';

export const incidents: Incident[] = [
  {
    device: refOf('core-switch'),
    metric: 'bytes_out_per_minute',
    from: '2025-01-30T09:00:00.000Z',
    to: '2025-01-30T10:00:00.000Z',
    factor: 6,
  },
  {
    device: refOf('sequencer'),
    metric: 'peers',
    from: '2025-01-30T22:00:00.000Z',
    to: '2025-01-30T23:30:00.000Z',
    factor: 4,
  },
  {
    device: refOf('video-recorder'),
    metric: 'cpu_percent',
    from: '2025-01-31T16:00:00.000Z',
    to: '2025-01-31T17:00:00.000Z',
    factor: 0.1,
  },
];

/** Whether an anomaly began in an incident. */
export function isOf(incident: Incident, anomaly: Anomaly): boolean {
  return (
    anomaly.deviceRef === incident.device &&
    anomaly.metric === incident.metric &&
    anomaly.startedAt >= incident.from &&
    anomaly.startedAt < incident.to
  );
}
