import type { ForecastTerm } from '../ForecastTerm';
import { fixCurve } from './fixCurve';
import { hazardWeights } from './hazardWeights';
import type { PooledFixModel } from './PooledFixModel';

/**
 * What a forecast rests on.
 *
 * @public
 */
export interface PooledFixExplanation {
  /** Share of the hazard in the blend; the rest is the pooled distribution. */
  hazardShare: number;
  /** For each level, from coarse to fine, the share that the group's own earlier fixes have against the level above. */
  shares: readonly {
    level: string;
    group: string | undefined;
    share: number;
  }[];
  /**
   * Log-odds that each feature adds to the hazard of a fix in each stretch of
   * time; above 0 is sooner. Features that the model does not know are left out.
   */
  stretches: readonly { fromDay: number; terms: readonly ForecastTerm[] }[];
}

/** Explains the forecast of a case by its groups and features. */
export function explainPooledFix(
  model: PooledFixModel,
  options: {
    groups: readonly (string | undefined)[];
    features: Readonly<Record<string, number>>;
  },
): PooledFixExplanation {
  const { hazardShare, shares } = fixCurve(model, options);
  const weights = hazardWeights(model.hazard);
  const stretches = model.stretches.map((bin, stretch) => {
    const terms: ForecastTerm[] = [];
    for (const [feature, value] of Object.entries(options.features)) {
      const main = weights.get(feature);
      const difference = weights.get(`${feature}@${stretch}`) ?? 0;
      if (value !== 0 && main !== undefined) {
        terms.push({ name: feature, logOdds: value * (main + difference) });
      }
    }
    return { fromDay: model.edges[bin], terms };
  });
  return { hazardShare, shares, stretches };
}
