import type { ForecastTerm } from '../ForecastTerm';
import { disclosureCase, type DisclosureInput } from './disclosureCase';
import { OtFixForecaster } from './OtFixForecaster';
import { shippedOtFixModel } from './shippedOtFixModel';

const shipped = new OtFixForecaster(shippedOtFixModel);

/**
 * The chance, by the shipped model of OT advisories, that an advisory offers a
 * fix on the day of disclosure, and its log-odds.
 *
 * @throws ModelInputError for a malformed vector or date
 */
export function fixAtDisclosure(input: DisclosureInput & { asOf: string }): {
  probability: number;
  terms: ForecastTerm[];
} {
  const fixCase = disclosureCase(input);
  // A device's product may be written in lower case; it is the advisory that is asked for.
  const options = { asOf: input.asOf, notion: 'advisory' as const };
  return {
    probability: shipped.atDisclosure(fixCase, options),
    terms: shipped.explain(fixCase, options),
  };
}
