// Follows docs/score.md alone: no import from the product, so that it can disagree with it.
import type { AnsweredAssessment, DeviceContext } from './AnsweredAssessment';
import { Checks } from './Checks';
import { INTRUSION } from './documentedTables';
import {
  bandOf,
  DRAWS,
  indexOf,
  lossOf,
  product,
  quantilesOf,
  sum,
} from './formula';
import { recomputeGroup } from './recomputeGroup';

/** Everything of an answer that does not follow from the documented formula, in words; empty when all of it does. */
export function recompute(
  answer: AnsweredAssessment,
  context: DeviceContext,
): string[] {
  const checks = Checks.create();
  const totals = {
    wait: [] as number[],
    plan: [] as number[],
    draws: DRAWS.map(() => 0),
  };
  for (const [number, group] of answer.groups.entries()) {
    const { wait, plan, draws } = recomputeGroup(group, {
      number,
      checks,
      pastEndOfSupport: context.pastEndOfSupport,
      assessedAt: answer.assessedAt,
    });
    totals.wait.push(wait);
    totals.plan.push(plan);
    totals.draws = totals.draws.map((all, i) => all + draws[i]);
  }

  const impact = 1 - (1 - context.criticality) * (1 - context.safety);
  const harmless = product(
    context.openAnomalies.map(severity => 1 - INTRUSION[severity]),
  );
  const anomaly = lossOf(Math.min(0.5, 1 - harmless), impact);
  checks.close('anomalyLoss', answer.anomalyLoss, anomaly);
  const loss = sum(totals.wait) + anomaly;
  const index = indexOf(loss);
  checks.close('loss', answer.loss, loss);
  checks.close('index', answer.index, index, 1e-9);
  checks.close('probability', answer.probability, -Math.expm1(-loss));
  checks.close(
    'planIndex',
    answer.planIndex,
    indexOf(sum(totals.plan) + anomaly),
    1e-9,
  );
  checks.same('band', answer.band, bandOf(index));
  const quantile = quantilesOf(totals.draws.map(draw => draw + anomaly));
  checks.close(
    'interval low',
    answer.interval.low,
    indexOf(Math.min(loss, quantile(0.1))),
    1e-9,
  );
  checks.close(
    'interval high',
    answer.interval.high,
    indexOf(Math.max(loss, quantile(0.9))),
    1e-9,
  );
  for (const [number, group] of answer.groups.entries()) {
    const rest = sum(totals.wait.filter((_, i) => i !== number)) + anomaly;
    checks.close(
      `share ${number}`,
      group.share,
      loss > 0 ? totals.wait[number] / loss : 0,
    );
    checks.close(
      `drop ${number}`,
      group.dropIfFixed,
      index - indexOf(rest),
      1e-9,
    );
  }
  return checks.wrong;
}
