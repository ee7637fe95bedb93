import { createRandom } from '../../../src/learn/createRandom';
import type { SensorRun } from './SensorRun';

/** Numbers of sensors that plants are made with. */
export const PLANT_SENSORS = [4, 12, 30];

const ROWS = 8_000;
const ROWS_A_DAY = 1_440;
const FACTORS = 3;
const FAILURES = 3;

/**
 * Generates days of a plant at one row a minute from a seed: sensors that
 * follow three slow causes they share, noise that remembers, for some a daily
 * wave, a drift; one sensor is dead and half a percent of the values are
 * missing. Three times it fails: some sensors degrade first, then most of them
 * jump, and they come back while the plant recovers, over hours to more than a
 * day. Faulty are the rows of failure and recovery, not those of degradation.
 */
export function createPlant(sensors: number, seed: number): SensorRun {
  const random = createRandom(seed * 7_919 + sensors);
  const between = (low: number, high: number) => low + (high - low) * random();
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const ofEach = <T>(make: () => T) => Array.from({ length: sensors }, make);
  const parts = ofEach(() => {
    const base = between(1, 600);
    return {
      base,
      spread: base * between(0.005, 0.05),
      loads: Array.from({ length: FACTORS }, () => 0.6 * normal()),
      noise: between(0.2, 0.8),
      daily: random() < 0.4 ? between(0, 1.5) : 0,
      remembered: 0,
      drift: 0,
    };
  });
  const failures = Array.from({ length: FAILURES }, (_, index) => ({
    start: Math.round(
      ROWS * (0.2 + (0.75 * (index + between(0.1, 0.5))) / FAILURES),
    ),
    lasts: Math.round(120 * (ROWS / FAILURES / 343) ** random()),
    jumps: ofEach(() => (random() < 0.6 ? normal() * between(3, 14) : 0)),
    degrades: ofEach(() => (random() < 0.3 ? 3 * normal() : 0)),
    degradesFor: Math.round(between(60, 900)),
  }));
  const dead = Math.floor(random() * sensors);
  const factors = new Array<number>(FACTORS).fill(0);
  const rows: (number | undefined)[][] = [];
  const faulty: boolean[] = [];
  for (let row = 0; row < ROWS; row++) {
    for (let factor = 0; factor < FACTORS; factor++) {
      factors[factor] = 0.995 * factors[factor] + 0.1 * normal();
    }
    const shift = new Array<number>(sensors).fill(0);
    let inside = false;
    for (const failure of failures) {
      const since = row - failure.start;
      const worn = 1 + since / failure.degradesFor;
      const left = Math.min(1, 1.6 * (1 - since / failure.lasts));
      inside ||= since >= 0 && since < failure.lasts;
      for (let sensor = 0; sensor < sensors; sensor++) {
        if (since < 0 && worn > 0) {
          shift[sensor] += failure.degrades[sensor] * worn * worn;
        } else if (since >= 0 && left > 0) {
          shift[sensor] += failure.jumps[sensor] * left;
        }
      }
    }
    faulty.push(inside);
    rows.push(
      parts.map((part, sensor) => {
        part.drift += 0.002 * normal();
        part.remembered = 0.8 * part.remembered + 0.6 * normal();
        if (sensor === dead || random() < 0.005) {
          return undefined;
        }
        let deviation = part.noise * part.remembered + part.drift;
        for (const [factor, load] of part.loads.entries()) {
          deviation += load * factors[factor];
        }
        deviation +=
          part.daily * Math.sin((2 * Math.PI * row) / ROWS_A_DAY) +
          shift[sensor];
        return part.base + part.spread * deviation;
      }),
    );
  }
  return {
    kind: `plant with ${sensors} sensors`,
    columns: Array.from({ length: sensors }, (_, sensor) => `sensor_${sensor}`),
    rows,
    faulty,
  };
}
