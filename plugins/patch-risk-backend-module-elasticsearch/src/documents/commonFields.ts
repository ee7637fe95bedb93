import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Loose } from './compact';
import { ECS_VERSION } from './ecsVersion';
import { hostFields } from './hostFields';
import { severityNumber } from './severityNumber';
import { shorten } from './shorten';
import { wellFormed } from './wellFormed';

/**
 * What every event has in common, without `event.kind`, `event.category` and `event.type`, which the dataset decides.
 * `event.ingested` is left to the receiver. `event.risk_score` is the device's risk index and is absent where the device
 * is not assessed, because 0 would say "safe".
 */
export function commonFields(options: {
  event: OutboundEvent;
  namespace: string;
}): {
  base: { [key: string]: Loose };
  event: { [key: string]: Loose };
  patchRisk: { [key: string]: Loose };
} {
  const { event, namespace } = options;
  const { device } = event;
  return {
    base: {
      '@timestamp': event.at,
      ecs: { version: ECS_VERSION },
      data_stream: {
        type: 'logs',
        dataset: `patchrisk.${event.dataset}`,
        namespace,
      },
      message: shorten(event.message, 256),
      observer: {
        vendor: 'Patch Risk',
        product: 'Patch Risk',
        type: 'sensor',
      },
      ...hostFields(device),
    },
    event: {
      id: event.id,
      action: event.action,
      module: 'patchrisk',
      dataset: `patchrisk.${event.dataset}`,
      created: event.createdAt,
      severity: severityNumber[event.severity],
      risk_score: device.riskIndex,
      risk_score_norm: device.riskIndex,
      reason: shorten(event.reason),
      // Past 2083 characters ECS does not index a URL, and half a URL leads nowhere.
      url: event.url.length <= 2083 ? wellFormed(event.url) : undefined,
    },
    patchRisk: {
      severity: event.severity,
      device: {
        ref: shorten(device.entityRef),
        title: shorten(device.title),
        owner: device.ownerRef && shorten(device.ownerRef),
        site: device.siteRef && shorten(device.siteRef),
        zone: device.zone && shorten(device.zone),
        criticality: device.criticality,
        exposure: device.exposure,
        firmware_version:
          device.firmwareVersion && shorten(device.firmwareVersion),
        risk_index: device.riskIndex,
      },
      ticket: event.ticket && {
        key: shorten(event.ticket.key),
        status: shorten(event.ticket.status),
        url: shorten(event.ticket.url, 2083),
      },
    },
  };
}
