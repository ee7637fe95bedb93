import { compareOutcomes } from './compareOutcomes';
import { describeProblems } from './describeProblems';
import type { KillRunResult } from './KillRun';

/** What a run of kills came to, beside an undisturbed one. */
export interface RunFigures {
  /** One line of figures. */
  line: string;
  /** Empty when all is as it must be. */
  problems: string[];
  duplicates: number;
}

/** @param options - `kills` that were planned, `tasks` that there must be tickets for */
export function compareRuns(options: {
  name: string;
  kills: number;
  tasks: number;
  undisturbed: KillRunResult;
  killed: KillRunResult;
}): RunFigures {
  const { undisturbed, killed } = options;
  const tickets = compareOutcomes(
    undisturbed.outcome.tickets,
    killed.outcome.tickets,
  );
  const events = compareOutcomes(
    undisturbed.outcome.events,
    killed.outcome.events,
  );
  const total = Object.values(killed.kills).reduce((sum, one) => sum + one, 0);
  const { create, ...others } = killed.kills;
  const line = [
    `${options.name}: ${total} kills`,
    `${create} between a committed create and its answer`,
    ...Object.entries(others).map(([kind, count]) => `${count} in ${kind}`),
    `${killed.outcome.tickets.size} tickets`,
    `${tickets.twice.length} duplicates`,
    `${tickets.lost.length} lost`,
    `${tickets.changed.length} changed`,
    `${killed.outcome.events.size} events`,
    `${events.twice.length} doubled`,
    `${events.lost.length} lost`,
    `${events.changed.length} changed`,
    `${killed.outcome.deadLetters} dead letters`,
    `${killed.outcome.violations} contract violations`,
    `mean start ${killed.meanStartSeconds.toFixed(1)} s`,
    `${Math.round(undisturbed.seconds)} s undisturbed`,
    `${Math.round(killed.seconds)} s killed`,
  ].join('; ');
  return {
    line,
    problems: describeProblems({
      ...options,
      tickets,
      events,
    }),
    duplicates: tickets.twice.length,
  };
}
