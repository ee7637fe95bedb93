import fc from 'fast-check';
import { createRandom } from '../../learn/createRandom';
import { detectRow } from '../rows/detectRow';
import { detectPoint } from './detectPoint';
import { readStreamState } from './readStreamState';
import { startStream } from './startStream';
import type { StreamDetection } from './StreamDetection';
import type { StreamState } from './StreamState';
import { withStream } from './withStream';

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

/** A machine of a plant with working hours. */
function shift(hour: number, noise: () => number): number {
  return (hour % 24 >= 8 && hour % 24 < 17 ? 100 : 20) + 4 * noise();
}

function createNoise(seed: number): () => number {
  const random = createRandom(seed);
  return () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Runs days of a signal; `disturb` changes values at hours since start. */
function run(options: {
  signal: Signal;
  minutes: number;
  seed: number;
  days?: number;
  from?: StreamState;
  disturb?: (hours: number, value: number) => number;
}): { results: (StreamDetection & { hours: number })[]; state: StreamState } {
  const { signal, minutes, seed, disturb, days = 2 } = options;
  const noise = createNoise(seed);
  const results: (StreamDetection & { hours: number })[] = [];
  let state = options.from;
  const points = (days * 24 * 60) / minutes;
  for (let index = 0; index < points; index++) {
    const hours = (index * minutes) / 60;
    const plain = signal(hours + (seed % 24), noise);
    const result = detectPoint(state, {
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

function openedAt(results: readonly { episode?: string; hours: number }[]) {
  return results
    .filter(each => each.episode === 'opened')
    .map(each => each.hours);
}

const somePoints = fc.array(
  fc.tuple(
    fc.integer({ min: -60, max: 3_600 }),
    fc.oneof(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.constantFrom(0, 1e15, -1e15, 5e-324),
    ),
  ),
  { minLength: 1, maxLength: 300 },
);

describe('detectPoint', () => {
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
        alarms += openedAt(results).length;
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
        const closed = results.filter(each => each.episode === 'closed');
        expect(openedAt(results).map(Math.floor)).toEqual([14, 26, 38]);
        expect(closed).toHaveLength(3);
      }
    },
  );

  it('alarms at the first shift of working hours, and not at the ones after it', () => {
    let first = 0;
    let later = 0;
    for (let seed = 0; seed < 24; seed++) {
      const { results } = run({ signal: shift, minutes: 5, seed, days: 7 });
      for (const hours of openedAt(results)) {
        if (hours <= 27) {
          first++;
        } else {
          later++;
        }
      }
    }
    expect(first).toBeGreaterThan(24);
    expect(later).toBeLessThanOrEqual(4);
  });

  it('alarms again where something unusual comes back at another hour', () => {
    const { results } = run({
      signal: ORDINARY['daily wave'],
      minutes: 5,
      seed: 3,
      days: 4,
      disturb: (hours, value) =>
        [30, 60, 85].some(at => hours >= at && hours < at + 1)
          ? value * 6
          : value,
    });
    expect(openedAt(results).map(Math.floor)).toEqual([30, 60, 85]);
  });

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

  it('judges from the 13th point on when it starts from a profile, and stays as quiet', () => {
    const known = [3, 4, 5].map(
      seed => run({ signal: ORDINARY['daily wave'], minutes: 5, seed }).state,
    );
    const profile = known.reduce<ReturnType<typeof withStream> | undefined>(
      withStream,
      undefined,
    );
    expect(profile?.streams).toBe(3);
    let alarms = 0;
    let found = 0;
    for (let seed = 0; seed < 72; seed++) {
      // Another device of the same kind is three times as large.
      const signal: Signal = (hour, noise) =>
        3 * ORDINARY['daily wave'](hour, noise);
      const at = START + (seed % 24) * 60 * MINUTE - MINUTE;
      const from = profile && startStream(profile, { at, value: 150 });
      alarms += openedAt(
        run({ signal, minutes: 5, seed, from }).results,
      ).length;
      const attacked = run({
        signal,
        minutes: 5,
        seed,
        from,
        disturb: (hours, value) =>
          hours >= 1.25 && hours < 2 ? value * 6 : value,
      });
      found += openedAt(attacked.results).some(hours => hours < 2) ? 1 : 0;
    }
    expect(alarms).toBeLessThanOrEqual(1);
    expect(found).toBeGreaterThanOrEqual(70);
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

  it('knows the same novelties as the rows of one metric', () => {
    const { state } = run({
      signal: ORDINARY['daily wave'],
      minutes: 5,
      seed: 1,
    });
    const noise = createNoise(1);
    let rows: ReturnType<typeof detectRow>['state'];
    for (let index = 0; index < 576; index++) {
      const value = ORDINARY['daily wave'](index / 12 + 1, noise);
      rows = detectRow(rows, [value]).state;
    }
    const { low, high, step } = state.novelty;
    expect(rows).toMatchObject({ rows: state.points, low, high, step });
  });

  it('ignores points that are not newer, and leaves the state as it was', () => {
    const { state } = run({
      signal: ORDINARY['daily wave'],
      minutes: 5,
      seed: 1,
    });
    for (const at of [state.lastAt, state.lastAt - MINUTE]) {
      const result = detectPoint(state, { at, value: 1e9 });
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
    expect(() => detectPoint(undefined, point)).toThrow(
      expect.objectContaining({ name: 'InputError', field: `point.${field}` }),
    );
  });

  it('depends on earlier points alone, through at most 2 KiB of JSON', () => {
    fc.assert(
      fc.property(somePoints, steps => {
        let at = START;
        let live: StreamState | undefined;
        let stored: string | undefined;
        for (const [seconds, value] of steps) {
          at += seconds * 1_000;
          const fromLive = detectPoint(live, { at, value });
          const fromStored = detectPoint(
            readStreamState(stored && JSON.parse(stored)),
            { at, value },
          );
          live = fromLive.state;
          stored = JSON.stringify(fromStored.state);
          expect(JSON.stringify(live)).toBe(stored);
          expect(fromStored.score).toBe(fromLive.score);
          expect(stored.length).toBeLessThanOrEqual(2_048);
          expect(fromLive.score).toBeGreaterThanOrEqual(0);
          expect(fromLive.score).toBeLessThanOrEqual(12);
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it.each([
    ['a restless metric', 1e6, 1],
    ['one of huge values', 1e15, 1],
    ['one of tiny values', 1e-9, 1],
    ['one that outgrows itself', 1e-3, 1.006],
  ])('stays within 2 KiB over weeks: %s', (_name, size, growth) => {
    const random = createRandom(7);
    let state: StreamState | undefined;
    let largest = 0;
    for (let index = 0; index < 6_000; index++) {
      const value =
        -(random() ** 3) * size * growth ** index * (0.5 + random() / 3);
      state = detectPoint(state, {
        at: START + index * 5 * MINUTE,
        value,
      }).state;
      largest = Math.max(largest, JSON.stringify(state).length);
    }
    expect(largest).toBeGreaterThan(1_000);
    expect(largest).toBeLessThanOrEqual(2_048);
  });
});

describe('readStreamState', () => {
  /** As the first version wrote it, in an open episode. */
  const first = {
    version: 1,
    firstAt: START - 3 * 24 * 60 * MINUTE,
    lastAt: START,
    points: 864,
    levelPoints: 864,
    level: 50,
    scale: 2,
    reach: 80,
    tail: { points: 700, exceedances: 2, meanExcess: 0.3 },
    hours: Array.from({ length: 24 }, (_, hour) => [
      50,
      1.6,
      hour === 5 ? 0.25 : 2,
    ]),
    currentHour: {
      id: Math.floor(START / 3_600_000),
      points: 1,
      mean: 50,
      deviation: 0,
      clean: false,
    },
    evidence: 0,
    calm: 0,
    episodeSince: START - 10 * MINUTE,
    episodeLevel: 120,
  };

  it('goes on with an open episode of the first version, and closes it', () => {
    let state = readStreamState(JSON.parse(JSON.stringify(first)));
    expect(state).toMatchObject({
      version: 2,
      level: 50,
      touched: 2 ** 5,
      tail: { threshold: 3, rows: 700, exceedances: 2 },
    });
    const episodes: unknown[] = [];
    for (const value of [121, 119, 50, 51, 49, 50, 51, 50]) {
      const result: StreamDetection = detectPoint(state, {
        at: (state?.lastAt ?? 0) + 5 * MINUTE,
        value,
      });
      state = result.state;
      episodes.push(result.episode);
    }
    expect(episodes).toEqual([
      ...Array(6).fill('continues'),
      'closed',
      undefined,
    ]);
  });

  it.each([undefined, 'text', 7, {}, { version: 9 }, []])(
    'knows no state in %j',
    stored => {
      expect(readStreamState(stored)).toBeUndefined();
    },
  );
});
