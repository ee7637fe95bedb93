import type { FixCase } from '../cases/FixCase';
import type { FixCaseForecast } from '../cases/FixCaseForecast';
import { parseDay } from '../features/parseDay';
import { fixCurve } from '../pooled/fixCurve';
import { forecastFromCurve } from '../pooled/forecastFromCurve';
import type { PooledFixModel } from '../pooled/PooledFixModel';
import { describeBackport } from './describeBackport';
import { shippedBackportModel } from './shippedBackportModel';

/**
 * When a backport of an upstream fix reaches an OpenEmbedded branch, counted
 * from `upstreamFixed`, given that it comes: the model learned from backports
 * that happened, so it does not know the chance that none ever comes.
 *
 * Abstains (with numbers all the same) where the recipe has no earlier
 * backport in the model, or the day of the upstream fix is not known.
 *
 * @param options - `asOf`: last day whose data may be used, YYYY-MM-DD. The
 * model uses nothing but the case and its own training rows, so forecasts of
 * earlier days need a `model` that was fitted for them; `days`: at which
 * chances are given, 0, 7, 30, 90, 180 and 365 by default
 * @throws ModelInputError naming the field where a date is none, or the case
 * is of another ecosystem
 *
 * @public
 */
export function forecastBackportCase(
  fixCase: FixCase,
  options: { asOf: string; model?: PooledFixModel; days?: readonly number[] },
): FixCaseForecast {
  const { asOf, model = shippedBackportModel, days } = options;
  parseDay('asOf', asOf);
  const { startDay, recipe, groups, features } = describeBackport(
    fixCase,
    model.cveNumbers ?? {},
  );
  const { fixedProbabilities, shares } = fixCurve(model, { groups, features });
  const evidence = shares.at(-1)?.share ?? 0;
  return forecastFromCurve({
    model,
    fixedProbabilities,
    days,
    abstained: reasonToAbstain(),
  });

  function reasonToAbstain(): string | undefined {
    if (startDay === undefined) {
      return 'the day of the upstream fix is not known';
    }
    if (recipe === undefined) {
      return 'the recipe is not named';
    }
    return evidence > 0
      ? undefined
      : `no backport of this recipe is known from ${model.trainingWindow.from} to ${model.asOf}`;
  }
}
