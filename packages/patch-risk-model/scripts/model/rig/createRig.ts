import { createRandom } from '../../../src/learn/createRandom';
import type { SensorRun } from './SensorRun';

export type RigKind = (typeof RIG_KINDS)[number];

/** What goes wrong, and what is awkward about the rig. */
export const RIG_KINDS = [
  'level',
  'gradual',
  'vibration',
  'oscillation',
  'decoupled',
  'weak level',
  'drifting sensors',
  'coarse sensors',
  'short start',
  'offset after',
  'spikes',
  'two faults',
  'no fault',
] as const;

interface Sensor {
  offset: number;
  scale: number;
  loads: number[];
  slowness: number;
  drift: number;
  step: number;
  effect: number;
  noisier: number;
}

/**
 * Generates one run at 1 Hz from a seed: 5 to 10 sensors that share 1 to 3
 * hidden movements, each with noise of its own kind, unit and resolution; a
 * normal start, a fault that sets in within 5 to 60 rows and lasts about a
 * third of the run, then normal operation again. Effects are drawn in
 * standard deviations of the sensor (median 3, on a third to all of them).
 */
export function createRig(kind: RigKind, seed: number): SensorRun {
  const random = createRandom(seed * 7_919 + RIG_KINDS.indexOf(kind) * 104_729);
  const between = (low: number, high: number) => low + (high - low) * random();
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const length = Math.round(between(1_000, 1_500));
  const hidden = 1 + Math.floor(random() * 3);
  const sensors = Array.from(
    { length: 5 + Math.floor(random() * 6) },
    (): Sensor => ({
      offset: between(-50, 300),
      scale: 10 ** between(-3, 2),
      loads: Array.from({ length: hidden }, () => normal() * 0.6),
      slowness: random() < 0.4 ? between(0.5, 0.97) : 0,
      drift:
        random() < (kind === 'drifting sensors' ? 0.6 : 0.25)
          ? normal() * 4
          : 0,
      step:
        random() < (kind === 'coarse sensors' ? 0.6 : 0.15)
          ? between(0.5, 3)
          : 0,
      effect: 0,
      noisier: 1,
    }),
  );
  const strength = kind === 'weak level' ? 1.5 : 3;
  const touched = between(0.35, 1);
  for (const sensor of sensors) {
    if (random() < touched) {
      sensor.effect =
        strength * Math.exp(normal() * 0.6) * (random() < 0.5 ? -1 : 1);
      sensor.noisier = between(1.5, 3.5);
    }
  }
  if (kind === 'coarse sensors') {
    sensors[0].scale = 0;
  }
  const start = Math.round(
    kind === 'short start' ? between(60, 200) : between(0.3, 0.45) * length,
  );
  const end = start + Math.round(between(0.25, 0.4) * length);
  const second = kind === 'two faults' ? Math.round((start + end) / 2) : end;
  const rampIn = between(5, kind === 'gradual' ? 120 : 40);
  const rampOut = between(5, 60);
  const rest = kind === 'offset after' ? between(0.15, 0.35) : between(0, 0.08);
  const period = between(15, 60);
  const share = (row: number): number => {
    if (kind === 'no fault' || row < start) {
      return 0;
    }
    if (kind === 'two faults' && row >= second - 80 && row < second + 80) {
      return 0;
    }
    if (row < end) {
      return Math.min(1, (row - start + 1) / rampIn);
    }
    return Math.max(rest, 1 - (row - end + 1) / rampOut);
  };
  const movement = new Array<number>(hidden).fill(0);
  const own = sensors.map(() => 0);
  const rows: number[][] = [];
  const faulty: boolean[] = [];
  for (let row = 0; row < length; row++) {
    const amount = share(row);
    for (let index = 0; index < hidden; index++) {
      movement[index] = 0.9 * movement[index] + Math.sqrt(0.19) * normal();
    }
    rows.push(
      sensors.map((sensor, index) => {
        const { slowness } = sensor;
        own[index] =
          slowness * own[index] + Math.sqrt(1 - slowness ** 2) * normal();
        let shared = 0;
        for (const [position, load] of sensor.loads.entries()) {
          shared += load * movement[position];
        }
        let noise = own[index];
        let level = 0;
        if (kind === 'vibration') {
          noise *= 1 + amount * (sensor.noisier - 1);
          level = amount * sensor.effect * 0.3;
        } else if (kind === 'oscillation') {
          level =
            amount *
            sensor.effect *
            (0.3 + Math.sin((2 * Math.PI * row) / period));
        } else if (kind === 'decoupled') {
          shared *= 1 - amount * (index % 2) * 1.5;
          level = amount * sensor.effect * 0.5;
        } else {
          level = amount * sensor.effect;
        }
        const spike = kind === 'spikes' && random() < 0.004 ? normal() * 12 : 0;
        const units =
          shared + noise + level + spike + (sensor.drift * row) / length;
        const stepped =
          sensor.step > 0
            ? Math.round(units / sensor.step) * sensor.step
            : units;
        return sensor.offset + sensor.scale * stepped;
      }),
    );
    faulty.push(row >= start && row < end && amount > 0);
  }
  return {
    kind,
    columns: sensors.map((_, index) => `sensor_${index + 1}`),
    rows,
    faulty,
  };
}
