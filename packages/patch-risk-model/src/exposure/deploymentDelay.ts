import { HORIZON_WEEKS } from './horizon';
import { installationHazard } from './installationHazard';
import type { ScoreTables } from './ScoreTables';
import type { DelayComponent, ScoreNote, UpdateChannel } from './types';

/** The usual time from an available fix to its installation. @public */
export interface DeploymentDelay {
  components: DelayComponent[];
  imputed: boolean;
  basis: 'windows' | 'channel' | 'population';
  note: ScoreNote;
}

const LOWEST = 0.001;
const HIGHEST = 0.95;

/**
 * Deployment delay of a device, until an installation has succeeded: `installationHazard` with the channel's chances of
 * trying and of failing, n windows a week on average, or one try a week where there are no change windows. A missing
 * channel mixes all channels by their share of the population. Weekly chances are clipped to [0.001, 0.95].
 *
 * @public
 */
export function deploymentDelay(
  tables: ScoreTables['deployment'],
  input: { windowsPerWeek?: number; updateChannel?: UpdateChannel },
): DeploymentDelay {
  const { windowsPerWeek, updateChannel } = input;
  const hazardOf = (channel: UpdateChannel) =>
    Math.min(
      HIGHEST,
      Math.max(
        LOWEST,
        installationHazard({
          triedProbability:
            windowsPerWeek === undefined
              ? tables.channel[channel].value
              : tables.windowUse[channel].value,
          failureProbability: tables.failure[channel].value,
          chancesPerWeek: windowsPerWeek ?? 1,
        }),
      ),
    );
  const components = updateChannel
    ? [{ weight: 1, weeklyHazard: hazardOf(updateChannel) }]
    : (Object.keys(tables.channelPopulation) as UpdateChannel[]).map(
        channel => ({
          weight: tables.channelPopulation[channel],
          weeklyHazard: hazardOf(channel),
        }),
      );
  const text = components
    .map(({ weight, weeklyHazard }) => `${weight}×${weeklyHazard}`)
    .join(' + ');
  const windows =
    windowsPerWeek === undefined
      ? 'no change window'
      : `${windowsPerWeek} windows a week`;
  let basis: DeploymentDelay['basis'] = 'population';
  if (windowsPerWeek !== undefined) {
    basis = 'windows';
  } else if (updateChannel) {
    basis = 'channel';
  }
  return {
    components,
    imputed: updateChannel === undefined,
    basis,
    note: {
      input: 'deployment',
      value: `${windows}, channel ${updateChannel ?? 'population'}: ${text}`,
      source:
        'Weekly chance that an available fix is installed and works, by change windows and update channel; what fails is tried again (assumption).',
      ...(updateChannel ? {} : { imputed: true }),
    },
  };
}

/** Mass of the delay in whole weeks, d = 0 to 51. @public */
export function delayMass(components: readonly DelayComponent[]): Float64Array {
  const mass = new Float64Array(HORIZON_WEEKS);
  for (const { weight, weeklyHazard } of components) {
    let waiting = weight;
    for (let week = 0; week < HORIZON_WEEKS; week++) {
      mass[week] += waiting * weeklyHazard;
      waiting *= 1 - weeklyHazard;
    }
  }
  return mass;
}

/**
 * The end of the week, in days, by which a share of installations is done; undefined beyond 52 weeks.
 *
 * @public
 */
export function delayQuantileDays(
  components: readonly DelayComponent[],
  share: number,
): number | undefined {
  let done = 0;
  const mass = delayMass(components);
  for (let week = 0; week < HORIZON_WEEKS; week++) {
    done += mass[week];
    if (done >= share) {
      return 7 * (week + 1);
    }
  }
  return undefined;
}
