import type { FixCase } from '../cases/FixCase';
import {
  explainPooledFix,
  type PooledFixExplanation,
} from '../pooled/explainPooledFix';
import type { PooledFixModel } from '../pooled/PooledFixModel';
import { describeBackport } from './describeBackport';
import { shippedBackportModel } from './shippedBackportModel';

/**
 * What the forecast of a backport rests on: log-odds by feature, and the share
 * of the recipe's own earlier backports.
 *
 * @throws ModelInputError as `forecastBackportCase`
 *
 * @public
 */
export function explainBackportCase(
  fixCase: FixCase,
  model: PooledFixModel = shippedBackportModel,
): PooledFixExplanation {
  return explainPooledFix(
    model,
    describeBackport(fixCase, model.cveNumbers ?? {}),
  );
}
