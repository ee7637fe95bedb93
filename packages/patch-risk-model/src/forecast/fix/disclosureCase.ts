import type { FixCase } from '../cases/FixCase';
import type { FixForecastInput } from '../forecastFix';

/** What of a forecast's input the model of OT advisories reads. */
export type DisclosureInput = Pick<
  FixForecastInput,
  | 'vendor'
  | 'product'
  | 'cve'
  | 'cvssVector'
  | 'cwes'
  | 'sectors'
  | 'disclosedOn'
  | 'productsAffectedText'
>;

/** The input of a forecast as the case that the model of OT advisories was trained on. */
export function disclosureCase(input: DisclosureInput): FixCase {
  return {
    ecosystem: 'ot-advisory',
    vendor: input.vendor,
    product: input.product,
    cve: input.cve,
    disclosed: input.disclosedOn,
    cvssVector: input.cvssVector,
    cwes: input.cwes,
    sectors: input.sectors ?? [],
    productsAffectedText: input.productsAffectedText,
  };
}
