import type { AssessmentGroup } from '@patch-risk/backstage-plugin-patch-risk-common';

/** Chances in [0, 1] at the end of one week of the horizon. */
interface ForecastWeek {
  week: number;
  /** That a fix exists. */
  fixProbability?: number;
  /** That the device is open under the usual delay. */
  openWaitProbability?: number;
  /** That the device is open under the present plan. */
  openPlanProbability?: number;
  /** That exploitation in the wild has begun: 1 − Π(1 − w). */
  exploitedProbability?: number;
}

/** The stored weekly curves of a fix group, side by side. */
export function forecastWeeks(group: AssessmentGroup): ForecastWeek[] {
  const hazards = group.beginHazard.values;
  const wait = group.wait.openCurve.values;
  const plan = group.plan.openCurve.values;
  const noFix = group.fixCurve?.values ?? [];
  const length = Math.max(
    hazards.length,
    wait.length,
    plan.length,
    noFix.length,
  );
  const weeks: ForecastWeek[] = [];
  let quietProbability = 1;
  for (let position = 0; position < length; position++) {
    const hazard: number | undefined = hazards[position];
    quietProbability *= 1 - (hazard ?? 0);
    const survival: number | undefined = noFix[position];
    weeks.push({
      week: position + 1,
      fixProbability: survival === undefined ? undefined : 1 - survival,
      openWaitProbability: wait[position],
      openPlanProbability: plan[position],
      // Where exploitation is known, the curve has begun already.
      exploitedProbability: group.exploited ? 1 : 1 - quietProbability,
    });
  }
  return weeks;
}
