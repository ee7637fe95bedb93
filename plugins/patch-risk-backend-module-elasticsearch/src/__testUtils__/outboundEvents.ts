import type {
  EventDevice,
  OutboundEvent,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import fc from 'fast-check';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 3000, size: 'max' }),
  fc.constantFrom(
    '',
    'null',
    '{"a":1}\n{"create":{}}',
    '\uD83D',
    '<b>',
    '🏭'.repeat(600),
  ),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined });
const instant = fc
  .date({
    min: new Date('2000-01-01'),
    max: new Date('2099-12-31'),
    noInvalidDate: true,
  })
  .map(date => date.toISOString());
const id = fc.stringMatching(/^[0-9a-f]{64}$/);

const device: fc.Arbitrary<EventDevice> = fc.record({
  entityRef: fc.stringMatching(/^resource:default\/[a-z0-9-]{1,60}$/),
  title: text,
  vendor: optional(text),
  model: optional(text),
  firmwareVersion: optional(text),
  serial: optional(text),
  mac: fc.array(
    fc.oneof(text, fc.constantFrom('00:1b:1B:aa:0f:10', '001b.1baa.0f10')),
  ),
  ip: fc.array(fc.oneof(text, fc.ipV4(), fc.ipV6())),
  hostname: fc.array(fc.oneof(text, fc.domain())),
  zone: optional(text),
  siteRef: optional(text),
  ownerRef: optional(text),
  criticality: optional(fc.constantFrom('low', 'medium', 'high', 'critical')),
  exposure: optional(fc.constantFrom('internet', 'isolated')),
  riskIndex: optional(fc.double({ min: 0, max: 100, noNaN: true })),
});

const common = {
  id,
  at: instant,
  createdAt: instant,
  device,
  severity: fc.constantFrom<OutboundEvent['severity'][]>(
    'critical',
    'high',
    'medium',
    'low',
  ),
  message: text,
  reason: text,
  url: fc.oneof(fc.webUrl(), text),
  ticket: optional(fc.record({ key: text, status: text, url: text })),
};

const anomalyEvent: fc.Arbitrary<OutboundEvent> = fc.record({
  ...common,
  dataset: fc.constant('anomaly' as const),
  action: fc.constantFrom('anomaly-opened' as const, 'anomaly-closed' as const),
  anomaly: fc.record(
    {
      id,
      metric: text,
      startedAt: instant,
      endedAt: instant,
      score: fc.double(),
      observed: fc.double(),
      expected: fc.double(),
      plannedChange: fc.boolean(),
    },
    {
      requiredKeys: [
        'id',
        'metric',
        'startedAt',
        'score',
        'observed',
        'expected',
        'plannedChange',
      ],
    },
  ),
});

const findingEvent: fc.Arbitrary<OutboundEvent> = fc.record({
  ...common,
  dataset: fc.constant('finding' as const),
  action: fc.constantFrom(
    'finding-opened' as const,
    'finding-changed' as const,
    'finding-closed' as const,
  ),
  finding: fc.record({
    id,
    cve: fc.oneof(text, fc.constant('CVE-2021-44228')),
    status: text,
    baseScore: optional(fc.double({ min: 0, max: 10, noNaN: true })),
    severity: optional(text),
    decision: optional(text),
  }),
});

/** Every event that the types allow, hostile texts included. */
export const outboundEvents = fc.oneof(anomalyEvent, findingEvent);
