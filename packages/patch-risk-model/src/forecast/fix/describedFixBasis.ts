import { ageInDays } from '../features/ageInDays';
import { normaliseVendor } from '../features/normaliseVendor';
import type { FixBasis } from '../fixBasis';
import type { FixModel } from '../FixModel';
import type { FixForecastInput } from '../forecastFix';
import { HORIZON_WEEKS } from '../hazard/horizon';
import { fixAtDisclosure } from './fixAtDisclosure';
import { lateAbstention, WATCHED_DAYS } from './lateAbstention';
import { lateSurvival } from './lateSurvival';
import type { OtFixModel } from './OtFixModel';
import { shippedOtFixModel } from './shippedOtFixModel';

/**
 * An advisory that says nothing of a fix, and whose text on products and
 * versions is known: `(1 − p₀) · S(age + days)` with both parts of the model of
 * OT advisories (docs/models/fix-ot.md). A quantile at or below p₀ needs no late
 * fix and is always given.
 *
 * @param options - `ages`: over which the curve is averaged without a
 * disclosure date; `model`: the shipped one by default
 * @throws ModelInputError for a malformed vector or date
 */
export function describedFixBasis(
  input: FixForecastInput,
  options: { ages: FixModel['ageDistribution']; model?: OtFixModel },
): FixBasis {
  const { ages, model = shippedOtFixModel } = options;
  const { late } = model;
  const { probability, terms } = fixAtDisclosure(input, model);
  const vendor = normaliseVendor(input.vendor);
  const known = ageInDays(input);
  const weighed = known === undefined ? ages : [{ ageDays: known, share: 1 }];
  const isSeen =
    vendor !== undefined && Object.hasOwn(late.vendorFactors, vendor);
  const abstained = lateAbstention(
    late,
    vendor,
    (known ?? 0) + HORIZON_WEEKS * 7,
  );
  return {
    survivalAt: days => {
      let sum = 0;
      for (const { ageDays, share } of weighed) {
        // What nobody watched lowers no curve.
        const age = Math.min(ageDays, WATCHED_DAYS) + days;
        sum += share * lateSurvival(late, vendor, age);
      }
      return (1 - probability) * sum;
    },
    basis: 'model',
    imputed: [
      ...(isSeen ? [] : ['vendor']),
      ...(known === undefined ? ['disclosedOn'] : []),
    ],
    terms,
    ...(abstained !== undefined && probability < 0.9
      ? { abstained, givenUpToProbability: probability }
      : {}),
  };
}
