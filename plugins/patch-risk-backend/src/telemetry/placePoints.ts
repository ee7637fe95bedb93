import type { Knex } from 'knex';
import type { Series } from '../anomalies/EpisodeTracker';
import type { EventDeviceStore } from '../database/EventDeviceStore';
import type { MetricKey, TelemetryStore } from '../database/TelemetryStore';
import type { PlacedPoint } from './PlacedPoint';
import type { Refusal } from './Refusal';

const keyText = (deviceRef: string, metric: string) =>
  JSON.stringify([deviceRef, metric]);

interface Candidate extends MetricKey {
  points: PlacedPoint[];
}

function groupByMetric(points: readonly PlacedPoint[]): Candidate[] {
  const groups = new Map<string, Candidate>();
  for (const point of points) {
    const key = keyText(point.device, point.metric);
    let group = groups.get(key);
    if (!group) {
      group = { deviceRef: point.device, metric: point.metric, points: [] };
      groups.set(key, group);
    }
    group.points.push(point);
  }
  return [...groups.values()];
}

/** The points that are newer than all before them, in order of time; the others are late or repeated. */
function newerThan(
  points: readonly PlacedPoint[],
  lastPointAt: number | undefined,
  refused: Refusal[],
): PlacedPoint[] {
  const ordered = [...points].sort((a, b) => a.at - b.at || a.line - b.line);
  const fresh: PlacedPoint[] = [];
  let last = lastPointAt ?? Number.NEGATIVE_INFINITY;
  for (const point of ordered) {
    if (point.at > last) {
      fresh.push(point);
      last = point.at;
    } else {
      refused.push({
        line: point.line,
        field: 'at',
        value: new Date(point.at).toISOString(),
        reason:
          point.at === last
            ? 'at repeats an instant of this device and metric that was taken before'
            : 'at is older than a point of this device and metric that was taken before',
        remedy:
          'A baseline goes forward only: nothing to do, the point is not needed any more',
      });
    }
  }
  return fresh;
}

/**
 * Puts points where they belong: known devices only, each metric in order of time, after what was taken before. Locks the
 * metrics until the end of the transaction. Points of one batch may come in any order.
 */
export async function placePoints(options: {
  transaction: Knex.Transaction;
  store: TelemetryStore;
  devices: EventDeviceStore;
  points: readonly PlacedPoint[];
  maxMetricsPerDevice: number;
}): Promise<{ accepted: number; refused: Refusal[]; series: Series[] }> {
  const { devices, maxMetricsPerDevice, points, store, transaction } = options;
  const refused: Refusal[] = [];
  const refs = [...new Set(points.map(point => point.device))];
  const knownDevices = await devices.known(transaction, refs);
  const candidates = groupByMetric(
    points.filter(point => {
      if (knownDevices.has(point.device)) {
        return true;
      }
      refused.push({
        line: point.line,
        field: 'device',
        value: point.device.slice(0, 100),
        reason: 'device is not one that you may send for',
        remedy:
          'Use the entity ref of a catalogued device; new devices are known after the next inventory scan',
      });
      return false;
    }),
  );
  const counts = await store.countMetrics(transaction, [...knownDevices]);
  const knownMetrics = new Set(
    (await store.knownMetrics(transaction, candidates)).map(key =>
      keyText(key.deviceRef, key.metric),
    ),
  );
  const allowed = candidates.filter(candidate => {
    const { deviceRef, metric } = candidate;
    if (knownMetrics.has(keyText(deviceRef, metric))) {
      return true;
    }
    const count = counts.get(deviceRef) ?? 0;
    if (count < maxMetricsPerDevice) {
      counts.set(deviceRef, count + 1);
      return true;
    }
    for (const point of candidate.points) {
      refused.push({
        line: point.line,
        field: 'metric',
        value: metric.slice(0, 100),
        reason: `metric is new, and the device has ${maxMetricsPerDevice} already`,
        remedy:
          'Send fewer metrics, or raise patchRisk.telemetry.maxMetricsPerDevice',
      });
    }
    return false;
  });

  const byKey = new Map(
    allowed.map(candidate => [
      keyText(candidate.deviceRef, candidate.metric),
      candidate.points,
    ]),
  );
  const series: Series[] = [];
  let accepted = 0;
  for (const record of await store.lockMetrics(transaction, allowed)) {
    const fresh = newerThan(
      byKey.get(keyText(record.deviceRef, record.metric)) ?? [],
      record.lastPointAt,
      refused,
    );
    accepted += fresh.length;
    if (fresh.length > 0) {
      series.push({ record, points: fresh });
    }
  }
  return { accepted, refused, series };
}
