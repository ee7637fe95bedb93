import type { Differences } from './compareOutcomes';
import type { KillRunResult } from './KillRun';

/** From the first difference on, with a little before it. */
function difference(expected: string, actual: string): string {
  let at = 0;
  while (expected[at] === actual[at]) {
    at += 1;
  }
  const from = Math.max(0, at - 60);
  return `${expected.slice(from, at + 120)} | ${actual.slice(from, at + 120)}`;
}

/** Everything for which a run of kills fails, in sentences; empty when there is nothing. */
export function describeProblems(options: {
  kills: number;
  tasks: number;
  undisturbed: KillRunResult;
  killed: KillRunResult;
  tickets: Differences;
  events: Differences;
}): string[] {
  const { kills, undisturbed, killed } = options;
  const problems: string[] = [];
  const total = Object.values(killed.kills).reduce((sum, one) => sum + one, 0);
  if (total !== kills) {
    problems.push(`${total} kills instead of ${kills}`);
  }
  if (killed.kills.create * 2 < kills) {
    problems.push(`Only ${killed.kills.create} kills in a create`);
  }
  if (undisturbed.outcome.tickets.size !== options.tasks) {
    problems.push(
      `The undisturbed run has ${undisturbed.outcome.tickets.size} tickets for ${options.tasks} tasks`,
    );
  }
  const anomalies = [...undisturbed.outcome.events.values()].filter(([event]) =>
    event.includes('anomaly-opened'),
  );
  if (anomalies.length === 0) {
    problems.push('The undisturbed run has no anomaly');
  }
  for (const [name, run] of Object.entries({ undisturbed, killed })) {
    const { deadLetters, violations } = run.outcome;
    if (deadLetters + violations > 0) {
      problems.push(
        `${name}: ${deadLetters} dead letters, ${violations} violations of Jira's description`,
      );
    }
  }
  for (const [name, found] of [
    ['ticket', options.tickets],
    ['event', options.events],
  ] as const) {
    for (const kind of ['lost', 'twice', 'added'] as const) {
      problems.push(...found[kind].map(key => `${name} ${key}: ${kind}`));
    }
    for (const { key, expected, actual } of found.changed) {
      problems.push(`${name} ${key}: changed: ${difference(expected, actual)}`);
    }
  }
  return problems;
}
