import type { GroupScoreInput, GroupScore, ScoreNote } from '@patch-risk/model';
import { referenceDevice } from '@patch-risk/model';
import type { FactorShare } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { FixView } from './FixForecasts';
import type { GroupInput } from './GroupInput';

function percent(probability: number): string {
  return `${Number((100 * probability).toPrecision(2))} %`;
}

function days(value: number | undefined): string {
  return value === undefined
    ? 'beyond 52 weeks'
    : `${value} days at the median`;
}

function fixText(fix: FixView): string {
  if (fix.basis === 'available') {
    return 'a fix is available';
  }
  const median =
    fix.medianDays === undefined
      ? 'no fix in sight within 52 weeks'
      : days(fix.medianDays);
  return fix.record === undefined ? median : `${median}; ${fix.record}`;
}

function begins(hazard: Float64Array): number {
  let quiet = 1;
  for (const value of hazard) {
    quiet *= 1 - value;
  }
  return 1 - quiet;
}

const REFERENCE_WORDS = [
  `${percent(begins(referenceDevice.begin))} within 52 weeks`,
  `${percent(referenceDevice.reach)} a week`,
  'a fix is available',
  '49 days at the median',
  String(referenceDevice.impact),
];

const FACTORS: FactorShare['factor'][] = [
  'exploitation',
  'reach',
  'timeToFix',
  'timeToDeploy',
  'impact',
];

/** The explanation of a group as JSON: `{"factors": FactorShare[], "inputs": InputNote[]}`. */
export function explainGroup(options: {
  group: GroupInput;
  input: GroupScoreInput;
  score: GroupScore;
  fix: FixView;
  deployMedianDays: number | undefined;
  /** About the device and the fix, in the order of the docs. */
  notes: ScoreNote[];
}): string {
  const { group, input, score, fix, deployMedianDays, notes } = options;
  const words = [
    group.exploited
      ? 'begun'
      : `${percent(begins(input.begin.values))} within 52 weeks`,
    `${percent(input.reach)} a week`,
    fixText(fix),
    days(deployMedianDays),
    String(Number(input.impact.toPrecision(2))),
  ];
  const factors: FactorShare[] = FACTORS.map((factor, i) => ({
    factor,
    value: words[i],
    referenceValue: REFERENCE_WORDS[i],
    contribution: score.factors[i],
  }));
  // Once one member has begun, the others' forecasts no longer enter the score.
  const members = group.exploited
    ? group.members.filter(member => member.view.begun)
    : group.members;
  const parts = [
    ...new Set(members.map(member => member.view.notes)),
    ...notes.map(note => JSON.stringify(note)),
  ];
  return `{"factors":${JSON.stringify(factors)},"inputs":[${parts.join(',')}]}`;
}
