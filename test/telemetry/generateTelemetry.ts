// Imports nothing, so that Node runs it as it is: tests and the demo share it.

/** How a metric behaves on an ordinary day. */
export interface MetricShape {
  name: string;
  /** Mean over the day. */
  level: number;
  /** Share of the level by which it follows the working day, 0 to 1. */
  daily: number;
  /** Share of the level by which single values scatter (standard deviation). */
  noise: number;
}

/** Something unusual: values are multiplied while it lasts. */
export interface Incident {
  device: string;
  metric: string;
  /** ISO instants. */
  from: string;
  to: string;
  factor: number;
}

/** A point as `POST /telemetry` takes it. */
export interface GeneratedPoint {
  device: string;
  metric: string;
  at: string;
  value: number;
}

/** What every device of the demo sends. */
export const DEMO_METRICS: MetricShape[] = [
  { name: 'bytes_out_per_minute', level: 48_000, daily: 0.4, noise: 0.08 },
  { name: 'peers', level: 12, daily: 0.2, noise: 0.06 },
  { name: 'cpu_percent', level: 31, daily: 0.25, noise: 0.07 },
];

/** A 32-bit hash of a text (FNV-1a), for a stream of random numbers of its own for each metric. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
}

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Standard normal numbers (Box–Muller). */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/**
 * Points of devices over a span of time, in order of time. The same arguments give the same points, and the points of one
 * metric do not depend on which other devices there are.
 *
 * @param options - `devices` are entity refs, `from` (inclusive) and `to` (exclusive) ISO instants
 */
export function* generateTelemetry(options: {
  seed: number;
  devices: readonly string[];
  from: string;
  to: string;
  stepMinutes: number;
  incidents: readonly Incident[];
  metrics?: readonly MetricShape[];
}): Generator<GeneratedPoint> {
  const metrics = options.metrics ?? DEMO_METRICS;
  const streams = options.devices.flatMap(device =>
    metrics.map(metric => {
      const next = uniform(options.seed ^ hash(`${device}|${metric.name}`));
      return {
        device,
        metric,
        next,
        // Devices differ in size and in the hour of their peak.
        level: metric.level * (0.5 + next()),
        peakHour: 11 + 4 * next(),
        drift: 0,
      };
    }),
  );
  const stepMs = options.stepMinutes * 60_000;
  const end = Date.parse(options.to);
  for (let at = Date.parse(options.from); at < end; at += stepMs) {
    const instant = new Date(at).toISOString();
    const hour = (at / 3_600_000) % 24;
    for (const stream of streams) {
      const { metric, device, level, next, peakHour } = stream;
      // Neighbouring values resemble each other, as they do on a real network.
      stream.drift = 0.7 * stream.drift + 0.7 * normal(next);
      const rhythm = Math.cos(((hour - peakHour) / 24) * 2 * Math.PI);
      const factor = options.incidents
        .filter(
          incident =>
            incident.device === device &&
            incident.metric === metric.name &&
            Date.parse(incident.from) <= at &&
            at < Date.parse(incident.to),
        )
        .reduce((product, incident) => product * incident.factor, 1);
      const value =
        level *
        (1 + metric.daily * rhythm + metric.noise * stream.drift) *
        factor;
      yield {
        device,
        metric: metric.name,
        at: instant,
        value: Math.round(Math.max(0, value) * 100) / 100,
      };
    }
  }
}
