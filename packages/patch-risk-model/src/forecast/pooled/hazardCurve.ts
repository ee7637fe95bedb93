import { sigmoid } from '../logistic/sigmoid';
import { hazardWeights } from './hazardWeights';
import type { PooledFixModel } from './PooledFixModel';

/**
 * Chance of a fix before the end of each bin by the hazard alone; the last is
 * 1, because the model is about fixes that do come. The log-odds in bin k are
 * intercept + `bin.<k>` + Σ x · (`<feature>` + `<feature>@<stretch of k>`).
 */
export function hazardCurve(
  model: PooledFixModel,
  features: Readonly<Record<string, number>>,
): number[] {
  const weights = hazardWeights(model.hazard);
  const entries = Object.entries(features).filter(([, value]) => value !== 0);
  const main = sumOf(entries, '');
  const byStretch = model.stretches.map((_, stretch) =>
    sumOf(entries, `@${stretch}`),
  );
  const bins = model.edges.length - 1;
  const fixed: number[] = [];
  let open = 1;
  let stretch = 0;
  for (let bin = 0; bin < bins; bin++) {
    if (bin === model.stretches[stretch + 1]) {
      stretch++;
    }
    const logOdds =
      model.hazard.intercept +
      (weights.get(`bin.${bin}`) ?? 0) +
      main +
      byStretch[stretch];
    open *= 1 - sigmoid(logOdds);
    fixed.push(bin === bins - 1 ? 1 : 1 - open);
  }
  return fixed;

  function sumOf(values: readonly [string, number][], suffix: string): number {
    let sum = 0;
    for (const [name, value] of values) {
      sum += value * (weights.get(`${name}${suffix}`) ?? 0);
    }
    return sum;
  }
}
