import type { LinkedResult } from '@patch-risk/discovery';
import type { RecordProblem } from '@patch-risk/match';
import type { ImportProgress } from '../database/discovery/DiscoveryImportStore';
import { toProblem } from './toProblem';

const KEPT_PROBLEMS = 200;

/** Counts what an import does. A device counts once, by the most that happened to it. */
export class ImportTally {
  readonly #added = new Set<string>();
  readonly #changed = new Set<string>();
  readonly #merged = new Set<string>();
  readonly #split = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #problems: RecordProblem[] = [];
  #problemCount = 0;
  #records = 0;
  #bytes = 0;

  add(batch: {
    result: LinkedResult;
    sightings: number;
    problems: readonly RecordProblem[];
    bytesRead: number;
  }): void {
    const sets = {
      added: this.#added,
      changed: this.#changed,
      merged: this.#merged,
      split: this.#split,
    };
    for (const { kind, key } of batch.result.changes) {
      if (kind in sets) sets[kind as keyof typeof sets].add(key);
    }
    for (const key of batch.result.seen) this.#seen.add(key);
    const room = KEPT_PROBLEMS - this.#problems.length;
    this.#problems.push(...batch.problems.slice(0, room));
    this.#problemCount += batch.problems.length;
    this.#records += batch.sightings + batch.problems.length;
    this.#bytes = batch.bytesRead;
  }

  get progress(): ImportProgress {
    const told = new Set<string>();
    const countOf = (keys: ReadonlySet<string>) => {
      const fresh = [...keys].filter(key => !told.has(key));
      for (const key of fresh) told.add(key);
      return fresh.length;
    };
    const added = countOf(this.#added);
    const merged = countOf(this.#merged);
    const split = countOf(this.#split);
    const changed = countOf(this.#changed);
    return {
      bytesRead: this.#bytes,
      recordsRead: this.#records,
      counts: {
        added,
        changed,
        merged,
        split,
        unchanged: countOf(this.#seen),
        problems: this.#problemCount,
      },
      problems: this.#problems.map(toProblem),
    };
  }
}
