import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';

/** An ordinary event; the id is the number, padded to the length of a hash. */
export function anEvent(
  number: number,
  changes: Partial<OutboundEvent> = {},
): OutboundEvent {
  return {
    id: String(number).padStart(64, '0'),
    dataset: 'anomaly',
    action: 'anomaly-opened',
    at: '2026-11-20T10:00:00.000Z',
    createdAt: '2026-11-20T10:00:05.000Z',
    device: {
      entityRef: 'resource:default/pump-plc-1',
      title: 'Pump controller 1',
      vendor: 'Siemens',
      model: 'SIMATIC S7-1500',
      mac: ['00:1b:1b:aa:0f:10'],
      ip: ['192.0.2.10'],
      hostname: ['PUMP-PLC-1.plant.example'],
      zone: 'control',
      criticality: 'high',
      riskIndex: 61.5,
    },
    severity: 'high',
    message: 'bytesOut of Pump controller 1 is 9 times its usual spread away',
    reason: 'Observed 910, expected 200',
    url: 'http://localhost:3000/catalog/default/resource/pump-plc-1',
    anomaly: {
      id: String(number).padStart(64, '0'),
      metric: 'bytesOut',
      startedAt: '2026-11-20T10:00:00.000Z',
      score: 9.1,
      observed: 910,
      expected: 200,
      plannedChange: false,
    },
    ...changes,
  };
}
