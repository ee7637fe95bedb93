import type { FixModel } from './FixModel';
import { ageFeatures } from './features/ageFeatures';
import { AgeHazard } from './hazard/AgeHazard';
import { logOddsTerms } from './logistic/logOddsTerms';
import { sigmoid } from './logistic/sigmoid';

/**
 * The hazard, over days since disclosure, that an advisory which named no fix
 * comes to name one. It depends on age alone: 18 advisories cannot carry a
 * covariate.
 */
export function lateFixHazard(
  model: Pick<FixModel, 'bins' | 'late'>,
): AgeHazard {
  const rows: number[] = [];
  for (const bin of model.bins) {
    let logOdds = 0;
    for (const term of logOddsTerms(model.late, ageFeatures(model.bins, bin))) {
      logOdds += term.logOdds;
    }
    rows.push(sigmoid(logOdds));
  }
  return AgeHazard.create(model.bins, rows);
}
