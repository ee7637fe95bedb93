import { SeededRandom } from '../bench/SeededRandom';
import { compareRuns, type RunFigures } from './compareRuns';
import { organisationOf } from './organisationOf';
import { planKills } from './planKills';
import { runOnEngine, type Engine } from './runOnEngine';

/** An undisturbed run and a run of kills on one engine, compared. */
export async function measureEngine(options: {
  engine: Engine;
  kills: number;
  seed: number;
  folder: string;
  elasticsearch: boolean;
  report: (line: string) => void;
}): Promise<RunFigures> {
  const { engine, kills } = options;
  const organisation = organisationOf(kills);
  const undisturbed = await runOnEngine({
    ...options,
    organisation,
    name: 'undisturbed',
    plan: [],
  });
  const killed = await runOnEngine({
    ...options,
    organisation,
    name: 'killed',
    usual: undisturbed.usual,
    plan: planKills({
      kills,
      days: organisation.days,
      random: SeededRandom.create(options.seed),
    }),
  });
  return compareRuns({
    name: engine,
    kills,
    tasks: organisation.deviceCount,
    undisturbed,
    killed,
  });
}
