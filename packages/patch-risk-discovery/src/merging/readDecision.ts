import { cleanText, foldText } from '@patch-risk/match';
import { readInstant } from '../text/readInstant';
import type { DeviceDecision } from './DeviceDecision';

function fail(field: string, value: unknown, remedy: string): never {
  const shown = cleanText(JSON.stringify(value) ?? 'undefined', 80);
  throw new Error(`decision.${field} cannot be ${shown}: ${remedy}`);
}

function readText(field: string, value: unknown): string {
  if (typeof value !== 'string' || foldText(value) === '') {
    fail(field, value, 'write a text that is not empty');
  }
  return value;
}

/**
 * A person's decision, checked.
 *
 * @throws Error naming field, value and remedy
 */
export function readDecision(value: unknown): DeviceDecision {
  if (typeof value !== 'object' || value === null) {
    fail('', value, 'give an object');
  }
  const given = value as Record<string, unknown>;
  const by = readText('by', given.by);
  const at = readInstant(readText('at', given.at));
  if (at === undefined) {
    fail('at', given.at, 'write an instant such as 2026-11-21T08:00:00Z');
  }
  switch (given.kind) {
    case 'adopt':
    case 'dismiss':
      return {
        kind: given.kind,
        device: readText('device', given.device),
        by,
        at,
      };
    case 'same':
    case 'different': {
      const { devices } = given;
      if (!Array.isArray(devices) || devices.length !== 2) {
        fail('devices', devices, 'give the keys of two devices');
      }
      const [a, b] = devices.map((key, index) =>
        readText(`devices[${index}]`, key),
      );
      if (a === b) fail('devices', devices, 'name two different keys');
      return { kind: given.kind, devices: a < b ? [a, b] : [b, a], by, at };
    }
    case 'alias': {
      const { field } = given;
      if (field !== 'vendor' && field !== 'model') {
        fail('field', field, 'write vendor or model');
      }
      const written = readText('written', given.written);
      const stands = cleanText(readText('value', given.value), 200);
      return { kind: 'alias', field, written, value: stands, by, at };
    }
    default:
      return fail(
        'kind',
        given.kind,
        'write adopt, dismiss, same, different or alias',
      );
  }
}
