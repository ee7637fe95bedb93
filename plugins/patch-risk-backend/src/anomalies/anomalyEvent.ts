import { parseEntityRef } from '@backstage/catalog-model';
import type {
  EventDevice,
  OutboundEvent,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { AnomalyRecord } from '../database/AnomalyStore';
import { anomalyEventId } from './anomalyEventId';

function figure(value: number): string {
  return Number(value.toPrecision(4)).toString();
}

/**
 * The event that tells a SIEM of an anomaly's start, or, once it has ended, of its end.
 *
 * @param options - `createdAt` is an ISO instant; `appBaseUrl` has no slash at its end
 */
export function anomalyEvent(options: {
  anomaly: AnomalyRecord;
  device: EventDevice;
  createdAt: string;
  appBaseUrl: string;
}): OutboundEvent {
  const { anomaly, device } = options;
  const action =
    anomaly.endedAt === undefined ? 'anomaly-opened' : 'anomaly-closed';
  const { kind, namespace, name } = parseEntityRef(device.entityRef);
  const planned = anomaly.plannedChange ? ' during a planned change' : '';
  const deviation = `observed ${figure(anomaly.observed)}, expected ${figure(
    anomaly.expected,
  )}, score ${figure(anomaly.score)}`;
  return {
    id: anomalyEventId({ id: anomaly.id, action }),
    dataset: 'anomaly',
    action,
    at: anomaly.endedAt ?? anomaly.startedAt,
    createdAt: options.createdAt,
    device,
    severity: anomaly.severity,
    message:
      action === 'anomaly-opened'
        ? `${anomaly.metric} of ${device.title} left its baseline${planned}`
        : `${anomaly.metric} of ${device.title} is back at its baseline`,
    reason:
      action === 'anomaly-opened'
        ? `${anomaly.metric}: ${deviation}${planned}`
        : `${anomaly.metric}: at its peak ${deviation}; ended ${anomaly.endedAt}`,
    url: [
      `${options.appBaseUrl}/catalog`,
      ...[namespace, kind, name].map(part => encodeURIComponent(part)),
    ].join('/'),
    anomaly: {
      id: anomaly.id,
      metric: anomaly.metric,
      startedAt: anomaly.startedAt,
      endedAt: anomaly.endedAt,
      score: anomaly.score,
      observed: anomaly.observed,
      expected: anomaly.expected,
      plannedChange: anomaly.plannedChange,
    },
  };
}
