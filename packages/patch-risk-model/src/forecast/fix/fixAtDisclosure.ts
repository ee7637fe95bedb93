import type { ForecastTerm } from '../ForecastTerm';
import { OtFixForecaster } from './OtFixForecaster';
import { shippedOtFixModel } from './shippedOtFixModel';

const shipped = new OtFixForecaster(shippedOtFixModel);

/**
 * The chance, by the shipped model of OT advisories, that an advisory offers a
 * fix on the day of disclosure, and its log-odds.
 *
 * @throws ModelInputError for a malformed vector or date
 */
export function fixAtDisclosure(input: {
  vendor?: string;
  product?: string;
  cve?: string;
  cvssVector?: string;
  cwes: readonly string[];
  sectors?: readonly string[];
  disclosedOn?: string;
  productsAffectedText?: string;
  asOf: string;
}): { probability: number; terms: ForecastTerm[] } {
  const { disclosedOn, asOf, sectors = [], ...rest } = input;
  const fixCase = {
    ...rest,
    ecosystem: 'ot-advisory' as const,
    disclosed: disclosedOn,
    sectors,
  };
  // A device's product may be written in lower case; it is the advisory that is asked for.
  const options = { asOf, notion: 'advisory' as const };
  return {
    probability: shipped.atDisclosure(fixCase, options),
    terms: shipped.explain(fixCase, options),
  };
}
