import type { ForecastTerm } from '../ForecastTerm';
import { disclosureCase, type DisclosureInput } from './disclosureCase';
import { OtFixForecaster } from './OtFixForecaster';
import type { OtFixModel } from './OtFixModel';

/** Trees are made ready once for each model. */
const ready = new WeakMap<OtFixModel, OtFixForecaster>();

function forecasterOf(model: OtFixModel): OtFixForecaster {
  let forecaster = ready.get(model);
  if (!forecaster) {
    forecaster = new OtFixForecaster(model);
    ready.set(model, forecaster);
  }
  return forecaster;
}

/**
 * The chance, by a model of OT advisories, that an advisory offers a
 * fix on the day of disclosure, and its log-odds.
 *
 * @throws ModelInputError for a malformed vector or date
 */
export function fixAtDisclosure(
  input: DisclosureInput & { asOf: string },
  model: OtFixModel,
): {
  probability: number;
  terms: ForecastTerm[];
} {
  const forecaster = forecasterOf(model);
  const fixCase = disclosureCase(input);
  // A device's product may be written in lower case; it is the advisory that is asked for.
  const options = { asOf: input.asOf, notion: 'advisory' as const };
  return {
    probability: forecaster.atDisclosure(fixCase, options),
    terms: forecaster.explain(fixCase, options),
  };
}
