import type { FixForecastInput } from '../forecastFix';
import { disclosureCase } from './disclosureCase';
import { namedInputs } from './namedInputs';
import { otFixFeatures } from './otFixFeatures';
import type { OtFixHistory } from './OtFixHistory';

/**
 * Feature values of a finding by name, those that it does not tell left out:
 * the form in which a model's inputs are described and compared.
 *
 * @throws ModelInputError for a malformed vector or date
 */
export function otFixInputs(
  input: FixForecastInput,
  history: OtFixHistory,
): Record<string, number | undefined> {
  const { disclosedOn = input.asOf } = input;
  const { values } = otFixFeatures(
    disclosureCase({ ...input, disclosedOn }),
    history,
  );
  return namedInputs(values);
}
