import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { SeededRandom } from '../SeededRandom';
import type { BenchProduct } from './BenchProduct';

/** Invented zone, exposure and so on of one device; a sixth of the fields are unknown, as in any inventory. */
export function makeDevice(
  random: SeededRandom,
  product: BenchProduct,
): DeviceFields {
  const known = <T>(value: T) => (random.next() < 5 / 6 ? value : undefined);
  const purdueLevel = random.choose([
    [0, 1],
    [1, 5],
    [2, 4],
    [3, 3],
    [4, 2],
  ] as const);
  const rrule = random.choose([
    ['DTSTART:20260103T020000 RRULE:FREQ=MONTHLY;BYDAY=1SA', 4],
    ['DTSTART:20260104T010000 RRULE:FREQ=WEEKLY;BYDAY=SU', 3],
    ['DTSTART:20260104T010000 RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=2SU', 2],
    [undefined, 3],
  ]);
  const { vendor, model, firmwareVersion } = product;
  return {
    vendor,
    model,
    firmwareVersion,
    addresses: { mac: [], ip: [], hostname: [] },
    zone: known({
      name: `level ${purdueLevel}`,
      purdueLevel,
      securityLevel: 1 + random.below(3),
    }),
    exposure: known(
      random.choose([
        ['internet', 1],
        ['dmz', 2],
        ['internal', 10],
        ['isolated', 4],
      ] as const),
    ),
    criticality: known(
      random.choose([
        ['low', 4],
        ['medium', 5],
        ['high', 3],
        ['critical', 1],
      ] as const),
    ),
    safety: known(
      random.choose([
        ['none', 7],
        ['indirect', 2],
        ['direct', 1],
      ] as const),
    ),
    updateChannel: known(
      random.choose([
        ['manual', 5],
        ['vendor-portal', 3],
        ['managed', 2],
      ] as const),
    ),
    changeWindows: rrule
      ? [{ rrule, timeZone: 'Europe/Berlin', durationMinutes: 120 }]
      : [],
    compensatingControls: random.next() < 0.3 ? [{ kind: 'segmentation' }] : [],
  };
}
