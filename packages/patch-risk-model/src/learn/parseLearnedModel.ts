import { ModelInputError } from '../ModelInputError';
import type { LearnedModel } from './LearnedModel';

/**
 * A model from its JSON (`JSON.stringify` of a model writes it).
 *
 * @throws ModelInputError naming the field, where the text is no JSON, of
 * another format, or where lengths or numbers do not fit together
 *
 * @public
 */
export function parseLearnedModel(json: string): LearnedModel {
  let model: LearnedModel;
  try {
    model = JSON.parse(json);
  } catch {
    throw refusal('json', json, 'give the JSON text of a fitted model');
  }
  if (model?.kind !== 'logistic' || model.formatVersion !== 1) {
    throw refusal(
      'formatVersion',
      `${model?.kind} ${model?.formatVersion}`,
      'give a model of kind logistic and format 1, or fit it again',
    );
  }
  const { featureNames, weights, absentValues, trainingWindow } = model;
  if (typeof model.version !== 'string' || model.version === '') {
    throw refusal('version', model.version, 'give the version of the model');
  }
  if (!isDay(trainingWindow?.from) || !isDay(trainingWindow?.to)) {
    throw refusal(
      'trainingWindow',
      JSON.stringify(trainingWindow),
      'give the first and last day as YYYY-MM-DD',
    );
  }
  if (
    !Array.isArray(featureNames) ||
    new Set(featureNames).size !== featureNames.length
  ) {
    throw refusal('featureNames', featureNames, 'name each feature once');
  }
  for (const [field, numbers] of Object.entries({ weights, absentValues })) {
    if (
      !Array.isArray(numbers) ||
      numbers.length !== featureNames.length ||
      !numbers.every(Number.isFinite)
    ) {
      throw refusal(
        field,
        Array.isArray(numbers) ? `${numbers.length} values` : numbers,
        `give ${featureNames.length} finite numbers, one for each feature`,
      );
    }
  }
  if (!Number.isFinite(model.intercept)) {
    throw refusal('intercept', model.intercept, 'give a finite number');
  }
  return model;
}

function isDay(text: unknown): boolean {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function refusal(field: string, value: unknown, remedy: string) {
  return new ModelInputError({ field, value, remedy });
}
