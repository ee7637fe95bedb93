import { parseLearnedModel } from '../../learn';
import { ModelInputError } from '../../ModelInputError';
import type { PooledFixModel } from './PooledFixModel';

/**
 * A model from what its JSON holds (`JSON.parse` of the text).
 *
 * @throws ModelInputError naming the field, where the value is of another
 * format, or where lengths or numbers do not fit together
 *
 * @public
 */
export function readPooledFixModel(value: unknown): PooledFixModel {
  const model = value as PooledFixModel | undefined;
  if (model?.kind !== 'pooled-fix' || model.formatVersion !== 1) {
    throw refusal(
      'formatVersion',
      `${model?.kind} ${model?.formatVersion}`,
      'give a model of kind pooled-fix and format 1, or fit it again',
    );
  }
  parseLearnedModel(JSON.stringify(model.hazard ?? {}));
  const { edges, stretches, overall, levels } = model;
  if (!isList(edges) || edges.length < 3 || edges[0] !== 0 || !rises(edges)) {
    throw refusal('edges', edges, 'give at least three days that rise from 0');
  }
  const bins = edges.length - 1;
  if (!isList(stretches) || stretches[0] !== 0 || !rises(stretches)) {
    throw refusal('stretches', stretches, 'give bins that rise from 0');
  }
  if (
    !isList(overall) ||
    overall.length !== bins ||
    !overall.every(weight => weight >= 0) ||
    !overall.some(weight => weight > 0)
  ) {
    throw refusal(
      'overall',
      overall,
      `give ${bins} weights of at least 0, not all 0`,
    );
  }
  for (const field of ['hazardShare', 'unknownHazardShare'] as const) {
    if (!(model[field] >= 0 && model[field] <= 1)) {
      throw refusal(field, model[field], 'give a share from 0 to 1');
    }
  }
  const { intervalLevels } = model;
  if (
    !isList(intervalLevels) ||
    intervalLevels.length !== 2 ||
    !(intervalLevels[0] > 0 && intervalLevels[1] < 1) ||
    !(intervalLevels[0] < 0.5 && intervalLevels[1] > 0.5)
  ) {
    throw refusal(
      'intervalLevels',
      intervalLevels,
      'give a chance below and one above 0.5',
    );
  }
  if (!Array.isArray(levels)) {
    throw refusal(
      'levels',
      levels,
      'give a list of levels, which may be empty',
    );
  }
  for (const { name, pooling, groups } of levels) {
    if (!(pooling > 0)) {
      throw refusal(`levels.${name}.pooling`, pooling, 'give a weight above 0');
    }
    for (const [group, entries] of Object.entries(groups)) {
      if (!isList(entries) || !areCounts(entries, bins)) {
        throw refusal(
          `levels.${name}.groups.${group}`,
          entries,
          `give pairs of a bin below ${bins} and a weight above 0`,
        );
      }
    }
  }
  return model;
}

function isList(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(Number.isFinite);
}

function rises(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value > values[at - 1]);
}

function areCounts(entries: readonly number[], bins: number): boolean {
  return (
    entries.length % 2 === 0 &&
    entries.every((value, at) =>
      at % 2 === 0
        ? Number.isInteger(value) && value >= 0 && value < bins
        : value > 0,
    )
  );
}

function refusal(field: string, value: unknown, remedy: string) {
  return new ModelInputError({ field, value, remedy });
}
