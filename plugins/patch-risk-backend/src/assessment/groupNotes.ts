import type { GroupScoreInput, ScoreNote, TableEntry } from '@patch-risk/model';
import type { DeviceView } from './DeviceViews';
import type { FixView } from './FixForecasts';
import type { VulnerabilityView } from './VulnerabilityViews';

/** Notes on what entered a group's score, besides those on the exploitation of its members. */
export function groupNotes(options: {
  device: DeviceView;
  /** The member with the highest reach. */
  reach: VulnerabilityView;
  /** The member with the highest impact. */
  impact: VulnerabilityView;
  fix: FixView;
  input: GroupScoreInput;
  planSuccess: TableEntry;
}): ScoreNote[] {
  const { device, reach, impact, fix, input, planSuccess } = options;
  const plan: ScoreNote[] =
    input.planWeek === undefined
      ? []
      : [
          {
            input: 'plan',
            value: `week: ${input.planWeek}`,
            source: 'Start of the planned task.',
          },
          {
            input: 'planSuccess',
            value: `chance: ${planSuccess.value}`,
            source: planSuccess.source,
          },
        ];
  return [
    ...device.reach.notes,
    reach.vectorNote,
    impact.impactNote,
    ...device.impact.notes,
    ...fix.imputed.map(name => ({
      input: `${name} of the fix forecast`,
      value: 'population',
      source: "The forecast's training population.",
      imputed: true,
    })),
    ...(fix.record === undefined
      ? []
      : [
          {
            input: 'announced dates',
            value: fix.record,
            source: 'Revisions of advisories that the feeds brought.',
          },
        ]),
    device.delay.note,
    ...plan,
    ...Object.entries(input.spread).map(([factor, value]) => ({
      input: `spread of ${factor}`,
      value: `log-odds: ${value}`,
      source: 'Standard deviation of the draws of the interval.',
    })),
  ];
}
