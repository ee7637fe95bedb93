import fc from 'fast-check';
import { createRandom } from '../../learn/createRandom';
import { detectPoint } from '../streams/detectPoint';
import type { StreamState } from '../streams/StreamState';
import { detectJoint } from './detectJoint';
import type { JointPoint } from './JointPoint';
import type { JointState } from './JointState';

const START = Date.UTC(2026, 6, 1);
const STEP = 300_000;
const DAY_POINTS = 288;

/** Two days of a device whose metrics share half of their noise; `disturb` gives shifts in standard deviations. */
function device(options: {
  metrics: number;
  seed: number;
  disturb?: (point: number, metric: number) => number;
}): { alone: number[]; together: number[]; state: JointState | undefined } {
  const { metrics, seed, disturb = () => 0 } = options;
  const random = createRandom(seed);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const states: (StreamState | undefined)[] = [];
  let state: JointState | undefined;
  const alone: number[] = [];
  const together: number[] = [];
  for (let point = 0; point < 2 * DAY_POINTS; point++) {
    const at = START + point * STEP;
    const shared = normal();
    for (let metric = 0; metric < metrics; metric++) {
      const noise = Math.SQRT1_2 * (shared + normal());
      const daily = Math.sin((2 * Math.PI * point) / DAY_POINTS + metric);
      const value = 100 + 20 * daily + 3 * (noise + disturb(point, metric));
      const result = detectPoint(states[metric], { at, value });
      states[metric] = result.state;
      if (result.episode === 'opened') {
        alone.push(point);
      }
      const { judged, ...next } = detectJoint(state, {
        at,
        metric: `metric ${metric}`,
        deviation: result.deviation,
        told: result.episode !== undefined || result.score > 4.5,
      });
      state = next.state;
      if (judged?.episode === 'opened') {
        together.push(point);
      }
    }
  }
  return { alone, together, state };
}

const inside = (point: number) => point >= 430 && point < 442;

function shifted(point: number, metric: number): number {
  const sign = metric % 2 === 0 ? 1 : -1;
  return inside(point) ? 4 * sign : 0;
}

/** A row of points, some of a tick, in order of time. */
const somePoints = fc.array(
  fc.record({
    step: fc.integer({ min: 0, max: 400 }),
    metric: fc.integer({ min: 0, max: 20 }),
    deviation: fc.option(fc.double({ min: -40, max: 40, noNaN: true }), {
      nil: undefined,
      freq: 10,
    }),
    told: fc.boolean(),
  }),
  { minLength: 1, maxLength: 300 },
);

describe('detectJoint', () => {
  it('says nothing of two ordinary days of 48 devices', () => {
    let alarms = 0;
    for (let seed = 1; seed <= 48; seed++) {
      alarms += device({ metrics: 4 + (seed % 5), seed }).together.length;
    }
    expect(alarms).toBeLessThanOrEqual(1);
  });

  it('finds metrics that leave their way together, where none is unusual by itself', () => {
    let together = 0;
    let alone = 0;
    for (let seed = 1; seed <= 24; seed++) {
      const run = device({ metrics: 6, seed, disturb: shifted });
      together += run.together.some(inside) ? 1 : 0;
      alone += run.alone.some(inside) ? 1 : 0;
    }
    expect(together).toBeGreaterThanOrEqual(20);
    expect(alone).toBeLessThanOrEqual(6);
  });

  it('leaves to a metric what it tells by itself', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { alone, together } = device({
        metrics: 3,
        seed,
        disturb: (point, metric) => (inside(point) && metric < 2 ? 40 : 0),
      });
      expect(alone).toEqual([430, 430]);
      expect(together).toEqual([]);
    }
  });

  it('goes on from JSON, in any order within a tick, in 2 KiB beside its stream', () => {
    fc.assert(
      fc.property(somePoints, steps => {
        let at = START;
        const points = steps.map(({ step, metric, ...rest }): JointPoint => {
          at += step * 1_000;
          return { at, metric: `metric ${metric % 12}`, ...rest };
        });
        const reordered = [...points].sort(
          (a, b) =>
            Math.floor(a.at / STEP) - Math.floor(b.at / STEP) ||
            Number(a.metric < b.metric) - 0.5,
        );
        let live: JointState | undefined;
        let stored: string | undefined;
        const scores: unknown[] = [];
        for (const point of points) {
          const one = detectJoint(live, point);
          const other = detectJoint(stored && JSON.parse(stored), point);
          live = one.state;
          stored = JSON.stringify(other.state);
          expect(JSON.stringify(live)).toBe(stored);
          expect(other.judged).toEqual(one.judged);
          scores.push(...(one.judged ? [one.judged] : []));
          const { stream, ...beside } = live;
          expect(JSON.stringify(beside).length).toBeLessThanOrEqual(2_048);
          expect(JSON.stringify(stream ?? '').length).toBeLessThanOrEqual(
            2_048,
          );
        }
        let again: JointState | undefined;
        const others: unknown[] = [];
        for (const point of reordered) {
          const result = detectJoint(again, point);
          again = result.state;
          others.push(...(result.judged ? [result.judged] : []));
        }
        expect(others).toEqual(scores);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('judges at most sixteen metrics, in 2 KiB beside its stream', () => {
    const { state } = device({ metrics: 20, seed: 2 });
    expect(state?.metrics).toHaveLength(16);
    const { stream, ...beside } = state ?? {};
    expect(stream).toBeDefined();
    expect(JSON.stringify(beside).length).toBeGreaterThan(1_000);
    expect(JSON.stringify(beside).length).toBeLessThanOrEqual(2_048);
  });

  it('leaves out a point of a tick that is over', () => {
    const first = detectJoint(undefined, {
      at: START + 2 * STEP,
      metric: 'one',
      deviation: 1,
      told: false,
    });
    const late = detectJoint(first.state, {
      at: START,
      metric: 'two',
      deviation: 1,
      told: false,
    });
    expect(late.state).toBe(first.state);
    expect(() =>
      detectJoint(undefined, {
        at: Number.NaN,
        metric: 'one',
        deviation: 1,
        told: false,
      }),
    ).toThrow(
      expect.objectContaining({ name: 'InputError', field: 'point.at' }),
    );
  });
});
