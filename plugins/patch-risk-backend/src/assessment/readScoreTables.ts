import { InputError } from '@backstage/errors';
import { defaultScoreTables } from '@patch-risk/model';
import type { ScoreTables } from '@patch-risk/model';
import type { JsonObject, JsonValue } from '@backstage/types';
import { contentHash } from './contentHash';

const ROOT = 'patchRisk.assessment.tables';
const LOG_ODDS =
  /^reach\.(purdueLevel|securityLevel|control|anomaly|attackVector|purdueLevelPopulation)\./;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rangeOf(path: string): [number, number] {
  if (LOG_ODDS.test(path)) {
    return [-10, 10];
  }
  if (path.startsWith('spread.')) {
    return [0, 5];
  }
  if (path.startsWith('bands.')) {
    return [0, 100];
  }
  if (path === 'reach.maximumControlLogOdds') {
    return [0, 10];
  }
  // Log-odds of a base value of 0 or 1 do not exist.
  return path.startsWith('reach.exposure.') || path === 'reach.maximum'
    ? [1e-6, 1 - 1e-6]
    : [0, 1];
}

function refuse(path: string, value: unknown, remedy: string): never {
  throw new InputError(
    `${ROOT}.${path} is ${JSON.stringify(value)}; ${remedy}`,
  );
}

function merge(base: JsonValue, own: JsonValue, path: string): JsonValue {
  if (typeof base === 'number') {
    const [lowest, highest] = rangeOf(path);
    if (typeof own !== 'number' || own < lowest || own > highest) {
      refuse(path, own, `give a number from ${lowest} to ${highest}`);
    }
    return own;
  }
  if (!isObject(base)) {
    return refuse(path, own, 'this cannot be set, leave it out');
  }
  if (typeof base.value === 'number' && typeof base.source === 'string') {
    const value = isObject(own) ? own.value : own;
    const source =
      isObject(own) && typeof own.source === 'string'
        ? own.source
        : 'Set by the configuration of this installation.';
    return {
      ...base,
      value: merge(base.value, value ?? '', path),
      source,
    };
  }
  if (!isObject(own)) {
    return refuse(path, own, 'give an object of values by name');
  }
  const merged: JsonObject = { ...base };
  for (const [name, value] of Object.entries(own)) {
    const before = base[name];
    const inner = path ? `${path}.${name}` : name;
    if (before === undefined || inner === 'version') {
      refuse(inner, value, `use one of ${Object.keys(base).join(', ')}`);
    }
    merged[name] = merge(before ?? '', value ?? '', inner);
  }
  return merged;
}

function checkPopulations(value: JsonValue, path: string): void {
  if (!isObject(value)) {
    return;
  }
  const values = Object.values(value);
  const isWeights =
    path.includes('Population') &&
    path !== 'reach.purdueLevelPopulation' &&
    values.every(each => typeof each === 'number');
  if (isWeights) {
    const sum = values.reduce<number>((all, one) => all + Number(one), 0);
    if (Math.abs(sum - 1) > 1e-9) {
      refuse(path, sum, 'the weights of a population must add up to 1');
    }
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    checkPopulations(inner ?? '', path ? `${path}.${name}` : name);
  }
}

/**
 * The score's tables, with the values that the configuration sets over the delivered ones.
 *
 * @param own - `patchRisk.assessment.tables`: the same tree, where a leaf is a number or `{ value, source }`
 * @returns tables whose `version` changes with any value
 * @throws InputError naming key, value and remedy
 */
export function readScoreTables(own: JsonValue | undefined): ScoreTables {
  if (own === undefined) {
    return defaultScoreTables;
  }
  const base: JsonObject = JSON.parse(JSON.stringify(defaultScoreTables));
  const merged = merge(base, own, '');
  checkPopulations(merged, '');
  const tables: ScoreTables = JSON.parse(JSON.stringify(merged));
  const { critical, high, medium } = tables.bands;
  if (!(critical > high && high > medium && medium > 0)) {
    refuse('bands', tables.bands, 'give critical > high > medium > 0');
  }
  const hash = contentHash(JSON.stringify(merged)).slice(0, 8);
  return { ...tables, version: `${defaultScoreTables.version}+${hash}` };
}
