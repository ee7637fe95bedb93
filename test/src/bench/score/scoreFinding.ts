import {
  attackVectorLogOdds,
  defaultScoreTables,
  deploymentDelay,
  deviceImpact,
  deviceReach,
  exploitedBeforePatchProbability,
  forecastExploit,
  forecastFix,
  hitProbability,
  impactOf,
  lossOf,
  reachOf,
  waitPatchHazard,
} from '@patch-risk/model';
import type { ScoredFinding } from './ScoredFinding';

/** One finding by the product's functions, one by one: what the columns must come to as well. */
export function scoreFinding(finding: ScoredFinding): {
  hitProbability: number;
  exploitedBeforePatchProbability: number;
  loss: number;
} {
  const tables = defaultScoreTables;
  const begin = forecastExploit(finding.exploit).hazard;
  const patch = waitPatchHazard(
    forecastFix(finding.fix).survival,
    deploymentDelay(tables.deployment, finding).components,
  );
  const reach = reachOf(
    tables.reach,
    deviceReach(tables.reach, { ...finding, anomalies: [] }),
    attackVectorLogOdds(tables.reach, finding.attackVector),
  );
  const hit = hitProbability(begin, patch, reach);
  return {
    hitProbability: hit,
    exploitedBeforePatchProbability: exploitedBeforePatchProbability(
      begin,
      patch,
    ),
    loss: lossOf(
      hit,
      impactOf(deviceImpact(tables.impact, finding), finding.cvssImpact),
    ),
  };
}
