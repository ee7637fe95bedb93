import fc from 'fast-check';
import { createRandom } from '../learn/createRandom';
import { detect, type Detection } from './detect';
import type { DetectorState } from './DetectorState';

const START = Date.UTC(2026, 6, 1);
const MINUTE = 60_000;

type Signal = (hour: number, noise: () => number) => number;

const ORDINARY: Record<string, Signal> = {
  'daily wave': (hour, noise) => 50 + 20 * wave(hour) + 2 * noise(),
  'strong daily wave': (hour, noise) => 500 + 300 * wave(hour) + 8 * noise(),
  'noise that grows with the level': (hour, noise) =>
    (20 + 15 * wave(hour)) * (1 + 0.15 * noise()),
};

function wave(hour: number): number {
  return Math.sin(((hour - 6) / 24) * 2 * Math.PI);
}

function createNoise(seed: number): () => number {
  const random = createRandom(seed);
  return () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Runs two days of a signal; `disturb` changes values at hours since start. */
function run(options: {
  signal: Signal;
  minutes: number;
  seed: number;
  disturb?: (hours: number, value: number) => number;
}): { results: (Detection & { hours: number })[]; state: DetectorState } {
  const { signal, minutes, seed, disturb } = options;
  const noise = createNoise(seed);
  const results: (Detection & { hours: number })[] = [];
  let state: DetectorState | undefined;
  const points = (48 * 60) / minutes;
  for (let index = 0; index < points; index++) {
    const hours = (index * minutes) / 60;
    const plain = signal(hours + (seed % 24), noise);
    const result = detect(state, {
      at: START + (index * minutes + (seed % 24) * 60) * MINUTE,
      value: disturb ? disturb(hours, plain) : plain,
    });
    state = result.state;
    results.push({ ...result, hours });
  }
  if (!state) {
    throw new Error('No points');
  }
  return { results, state };
}

describe('detect', () => {
  it.each(
    Object.keys(ORDINARY).flatMap(name => [
      [name, 1],
      [name, 5],
    ]),
  )(
    'raises at most one alarm in two ordinary days of 72 streams: %s, every %d min',
    (name, minutes) => {
      let alarms = 0;
      for (let seed = 0; seed < 72; seed++) {
        const { results } = run({
          signal: ORDINARY[name],
          minutes: Number(minutes),
          seed,
        });
        alarms += results.filter(each => each.episode === 'opened').length;
      }
      expect(alarms).toBeLessThanOrEqual(1);
    },
  );

  it.each([1, 5])(
    'finds a level shift, a burst and a drop-out, and nothing else (every %d min)',
    minutes => {
      for (let seed = 0; seed < 24; seed++) {
        const { results } = run({
          signal: ORDINARY['daily wave'],
          minutes,
          seed,
          disturb: (hours, value) => {
            if (hours >= 14 && hours < 16) {
              return value + 60;
            }
            if (hours >= 26 && hours < 26.5) {
              return value * 5 + 30;
            }
            return hours >= 38 && hours < 39 ? 0 : value;
          },
        });
        const opened = results
          .filter(each => each.episode === 'opened')
          .map(each => Math.floor(each.hours));
        const closed = results.filter(each => each.episode === 'closed');
        expect(opened).toEqual([14, 26, 38]);
        expect(closed).toHaveLength(3);
      }
    },
  );

  it('names the first unusual point as the start, and keeps it', () => {
    const { results } = run({
      signal: ORDINARY['daily wave'],
      minutes: 5,
      seed: 0,
      disturb: (hours, value) =>
        hours >= 14 && hours < 16 ? value + 60 : value,
    });
    const inEpisode = results.filter(each => each.episode !== undefined);
    expect(new Set(inEpisode.map(each => each.startedAt))).toEqual(
      new Set([START + 14 * 60 * MINUTE]),
    );
    expect(inEpisode.at(0)?.episode).toBe('opened');
    expect(inEpisode.at(-1)?.episode).toBe('closed');
    expect(inEpisode.at(-1)?.isAnomaly).toBe(false);
  });

  it('stays silent in the first three hours, whatever comes', () => {
    const { results } = run({
      signal: (hour, noise) => (hour % 1 < 0.5 ? 1_000 : 0) + noise(),
      minutes: 1,
      seed: 0,
    });
    const early = results.filter(each => each.hours < 3);
    expect(Math.max(...early.map(each => each.score))).toBe(0);
  });

  it('takes a level that stays for normal', () => {
    const { results } = run({
      signal: ORDINARY['daily wave'],
      minutes: 5,
      seed: 0,
      disturb: (hours, value) => (hours >= 14 ? value + 100 : value),
    });
    const closed = results.filter(each => each.episode === 'closed');
    expect(closed).toHaveLength(1);
    expect(closed[0].hours).toBeLessThan(19);
    expect(Math.abs(results[results.length - 1].expected - 110)).toBeLessThan(
      60,
    );
  });

  it('ignores points that are not newer, and leaves the state as it was', () => {
    const { state } = run({
      signal: ORDINARY['daily wave'],
      minutes: 5,
      seed: 1,
    });
    for (const at of [state.lastAt, state.lastAt - MINUTE]) {
      const result = detect(state, { at, value: 1e9 });
      expect(result.state).toBe(state);
      expect(result).toMatchObject({
        ignored: true,
        score: 0,
        isAnomaly: false,
      });
    }
  });

  it.each([
    ['at', { at: Number.NaN, value: 1 }],
    ['value', { at: START, value: Number.POSITIVE_INFINITY }],
  ])('refuses a bad %s', (field, point) => {
    expect(() => detect(undefined, point)).toThrow(
      expect.objectContaining({ name: 'InputError', field: `point.${field}` }),
    );
  });

  it('depends on earlier points alone, through at most 2 KiB of JSON', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.integer({ min: -60, max: 3_600 }),
            fc.double({ min: -1e12, max: 1e12, noNaN: true }),
          ),
          { minLength: 1, maxLength: 200 },
        ),
        steps => {
          let at = START;
          let live: DetectorState | undefined;
          let stored: string | undefined;
          for (const [seconds, value] of steps) {
            at += seconds * 1_000;
            const fromLive = detect(live, { at, value });
            const fromStored = detect(stored ? JSON.parse(stored) : undefined, {
              at,
              value,
            });
            live = fromLive.state;
            stored = JSON.stringify(fromStored.state);
            expect(JSON.stringify(live)).toBe(stored);
            expect(stored.length).toBeLessThanOrEqual(2_048);
            expect(fromLive.score).toBeGreaterThanOrEqual(0);
            expect(fromLive.score).toBeLessThanOrEqual(12);
          }
        },
      ),
      { seed: 3, numRuns: 50 },
    );
  });
});
