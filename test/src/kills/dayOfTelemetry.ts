import { generateTelemetry } from '../../telemetry/generateTelemetry';
import type { Organisation } from './Organisation';

const STEP_MINUTES = 15;
const BATCHES = 6;

/**
 * Telemetry of a day in batches as a collector sends them; from the third day on with incidents.
 *
 * @returns batches with the key that a repetition carries too
 */
export function dayOfTelemetry(
  organisation: Organisation,
  day: number,
): { key: string; body: string }[] {
  const last = organisation.date(organisation.days - 1);
  const lines = [
    ...generateTelemetry({
      seed: 11,
      devices: organisation.senders,
      from: `${organisation.date(0)}T00:00:00.000Z`,
      to: `${last}T23:00:00.000Z`,
      stepMinutes: STEP_MINUTES,
      incidents: organisation.senders.flatMap((device, index) =>
        Array.from({ length: organisation.days }, (_, on) => ({
          device,
          metric: 'bytes_out_per_minute',
          from: `${organisation.date(on)}T${String(10 + index)}:00:00.000Z`,
          to: `${organisation.date(on)}T${String(11 + index)}:30:00.000Z`,
          factor: on < 1 ? 1 : 8,
        })),
      ),
    }),
  ]
    .filter(point => point.at.startsWith(organisation.date(day)))
    .map(point => JSON.stringify(point));
  const size = Math.ceil(lines.length / BATCHES);
  return Array.from({ length: BATCHES }, (_, index) => ({
    key: `${organisation.date(day)}-${index}`,
    body: lines.slice(index * size, (index + 1) * size).join('\n'),
  }));
}
