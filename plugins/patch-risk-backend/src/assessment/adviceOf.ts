import type { FixForecastInput } from '@patch-risk/model';
import type { AdvisedProduct } from '../findings/AdvisedProduct';

/**
 * What the fix forecast takes from an advisory, in the form in which its model was trained: the product with its range,
 * the publisher's own names, score and weaknesses, and the day of release (docs/models/fix-ot.md).
 */
export function adviceOf(
  advised: AdvisedProduct,
): Pick<
  FixForecastInput,
  | 'vendor'
  | 'product'
  | 'productsAffectedText'
  | 'sectors'
  | 'cvssVector'
  | 'cwes'
> &
  Partial<Pick<FixForecastInput, 'disclosedOn'>> {
  const { vendor, product, versionRange = '', releasedOn } = advised;
  return {
    vendor,
    product,
    productsAffectedText: `${product}: ${versionRange}`,
    sectors: advised.sectors,
    cvssVector: advised.cvssVector,
    cwes: advised.cwes ?? [],
    ...(releasedOn === undefined ? {} : { disclosedOn: releasedOn }),
  };
}
