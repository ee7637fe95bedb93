import type { Outcome } from './readOutcome';

/** How a run of kills differs from an undisturbed one. */
export interface Differences {
  /** Keys that only the undisturbed run has. */
  lost: string[];
  /** Keys that are there more than once. */
  twice: string[];
  /** Keys that only the run of kills has. */
  added: string[];
  /** Keys with other content. */
  changed: { key: string; expected: string; actual: string }[];
}

/** Compares what is kept by key, tickets or events. */
export function compareOutcomes(
  expected: Outcome['tickets'],
  actual: Outcome['tickets'],
): Differences {
  const differences: Differences = {
    lost: [],
    twice: [],
    added: [],
    changed: [],
  };
  for (const [key, contents] of expected) {
    const found = actual.get(key)?.at(0);
    if (found === undefined) {
      differences.lost.push(key);
    } else if (found !== contents[0]) {
      differences.changed.push({ key, expected: contents[0], actual: found });
    }
  }
  for (const [key, contents] of actual) {
    if (contents.length > 1) {
      differences.twice.push(key);
    }
    if (!expected.has(key)) {
      differences.added.push(key);
    }
  }
  return differences;
}
