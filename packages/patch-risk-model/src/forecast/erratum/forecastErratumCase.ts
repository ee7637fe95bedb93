import type { FixCase } from '../cases/FixCase';
import type { FixCaseForecast } from '../cases/FixCaseForecast';
import { parseDay } from '../features/parseDay';
import { fixCurve } from '../pooled/fixCurve';
import { forecastFromCurve } from '../pooled/forecastFromCurve';
import type { PooledFixModel } from '../pooled/PooledFixModel';
import { describeErratum } from './describeErratum';
import { shippedErratumModel } from './shippedErratumModel';

/**
 * When AlmaLinux ships an erratum for a CVE, counted from `disclosed`, given
 * that it comes: the model learned from errata that exist, so it does not know
 * the chance that none ever comes. An erratum before disclosure counts as day 0.
 *
 * Abstains (with numbers all the same) where neither product nor vendor has an
 * earlier erratum in the model, or the day of disclosure is not known.
 *
 * @param options - as for `forecastBackportCase`
 * @throws ModelInputError naming the field where a date is none, or the case
 * is of another ecosystem
 *
 * @public
 */
export function forecastErratumCase(
  fixCase: FixCase,
  options: { asOf: string; model?: PooledFixModel; days?: readonly number[] },
): FixCaseForecast {
  const { asOf, model = shippedErratumModel, days } = options;
  parseDay('asOf', asOf);
  const { startDay, groups, features } = describeErratum(fixCase);
  const { fixedProbabilities, shares } = fixCurve(model, { groups, features });
  const isKnown = shares.some(({ share }) => share > 0);
  return forecastFromCurve({
    model,
    fixedProbabilities,
    days,
    abstained: reasonToAbstain(),
  });

  function reasonToAbstain(): string | undefined {
    if (startDay === undefined) {
      return 'the day of disclosure is not known';
    }
    return isKnown
      ? undefined
      : `no erratum of this product or vendor is known from ${model.trainingWindow.from} to ${model.asOf}`;
  }
}
