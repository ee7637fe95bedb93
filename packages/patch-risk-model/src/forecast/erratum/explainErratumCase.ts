import type { FixCase } from '../cases/FixCase';
import {
  explainPooledFix,
  type PooledFixExplanation,
} from '../pooled/explainPooledFix';
import type { PooledFixModel } from '../pooled/PooledFixModel';
import { describeErratum } from './describeErratum';
import { shippedErratumModel } from './shippedErratumModel';

/**
 * What the forecast of an erratum rests on: log-odds by feature, and the
 * shares of the product's and the vendor's own earlier errata.
 *
 * @throws ModelInputError as `forecastErratumCase`
 *
 * @public
 */
export function explainErratumCase(
  fixCase: FixCase,
  model: PooledFixModel = shippedErratumModel,
): PooledFixExplanation {
  return explainPooledFix(model, describeErratum(fixCase));
}
