import { DateTime } from 'luxon';
import { JOINT_METRIC } from '../anomalies/JOINT_METRIC';
import type { PlacedPoint } from './PlacedPoint';
import { refusedText } from './refusedText';
import type { Refusal } from './Refusal';

const INSTANT =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;
const CONTROL = /[\p{Cc}\p{Surrogate}]/u;

interface Problem {
  field: string;
  reason: string;
  remedy: string;
}

function problemOf(
  fields: Record<string, unknown>,
  latest: number,
): Problem | { at: number } {
  const { device, metric, at, value } = fields;
  if (typeof device !== 'string' || device === '' || device.length > 500) {
    return {
      field: 'device',
      reason: 'is not the entity ref of a device',
      remedy: 'Write it like resource:default/pump-plc-1',
    };
  }
  if (
    typeof metric !== 'string' ||
    metric === '' ||
    metric.length > 200 ||
    CONTROL.test(metric)
  ) {
    return {
      field: 'metric',
      reason: 'is not the name of a metric',
      remedy: 'Use 1 to 200 printable characters',
    };
  }
  if (metric === JOINT_METRIC) {
    return {
      field: 'metric',
      reason: 'is the name of all metrics of a device together',
      remedy: 'Give the metric another name',
    };
  }
  const instant =
    typeof at === 'string' && INSTANT.test(at)
      ? DateTime.fromISO(at, { setZone: true })
      : undefined;
  if (!instant?.isValid) {
    return {
      field: 'at',
      reason: 'is not an instant with a time zone',
      remedy: 'Write it like 2026-11-20T10:00:00Z',
    };
  }
  if (instant.toMillis() > latest) {
    return {
      field: 'at',
      reason: 'lies in the future',
      remedy: 'Set the clock of the sender',
    };
  }
  // What cannot be told apart from a mistake would spoil the baseline for days.
  if (
    typeof value !== 'number' ||
    !Number.isFinite(value) ||
    Math.abs(value) > 1e15
  ) {
    return {
      field: 'value',
      reason: 'is not a number between -1e15 and 1e15',
      remedy: 'Send a JSON number, or leave the point out',
    };
  }
  return { at: instant.toMillis() };
}

/**
 * A point from a JSON value.
 *
 * @param options - `latest` is the last instant, in epoch milliseconds, that is not in the future
 */
export function parsePoint(options: {
  json: unknown;
  line: number;
  latest: number;
}): { point: PlacedPoint } | { refusal: Refusal } {
  const { json, line, latest } = options;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return {
      refusal: {
        line,
        value: refusedText(json),
        reason: 'The line is not an object',
        remedy: 'Send {"device", "metric", "at", "value"} on each line',
      },
    };
  }
  const fields: Record<string, unknown> = { ...json };
  const problem = problemOf(fields, latest);
  if ('field' in problem) {
    return {
      refusal: {
        line,
        field: problem.field,
        value: refusedText(fields[problem.field]),
        reason: `${problem.field} ${problem.reason}`,
        remedy: problem.remedy,
      },
    };
  }
  return {
    point: {
      line,
      device: String(fields.device).toLocaleLowerCase('en-US'),
      metric: String(fields.metric),
      at: problem.at,
      value: Number(fields.value),
    },
  };
}
