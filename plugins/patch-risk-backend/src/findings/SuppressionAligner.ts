import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { EventDeviceStore } from '../database/EventDeviceStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { SuppressionStore } from '../database/SuppressionStore';
import { SuppressionSubjectStore } from '../database/SuppressionSubjectStore';
import type { Outbox } from '../delivery/Outbox';
import { activeRules } from './activeRules';
import { chooseSuppression } from './chooseSuppression';
import { suppressionChange } from './suppressionChange';
import {
  suppressionEvent,
  suppressionOutcome,
  type SuppressionChange,
} from './suppressionEvents';
import type { SuppressionSettings } from './SuppressionRule';

/** Findings of one transaction: short enough to hold no lock for long. */
const CHUNK = 100;

/** What was changed. */
export interface SuppressionFigures {
  suppressed: number;
  ended: number;
  questioned: number;
}

/**
 * Brings findings in line with the decisions and rules that hold. A change, its outcome event and its outbox rows are one
 * transaction; what is in line already is not written.
 */
export class SuppressionAligner {
  readonly #options: Parameters<typeof SuppressionAligner.create>[0];
  readonly #decisions: SuppressionStore;
  readonly #subjects: SuppressionSubjectStore;
  readonly #outcomes: OutcomeEventStore;
  readonly #devices = EventDeviceStore.create();

  /** @param options - `appBaseUrl` is what links in events begin with, without a slash at its end */
  static create(options: {
    appBaseUrl: string;
    clock: Clock;
    database: Knex;
    outbox: Pick<Outbox, 'enqueueEvent'>;
    settings: SuppressionSettings;
  }): SuppressionAligner {
    return new SuppressionAligner(options);
  }

  private constructor(
    options: Parameters<typeof SuppressionAligner.create>[0],
  ) {
    this.#options = options;
    this.#decisions = SuppressionStore.create(options);
    this.#subjects = SuppressionSubjectStore.create(options);
    this.#outcomes = OutcomeEventStore.create(options);
  }

  /** Brings findings in line, a chunk a transaction. `who` did what ended a decision, where it did not expire. */
  async align(
    ids: readonly string[],
    options: { signal?: AbortSignal; who?: string },
  ): Promise<SuppressionFigures> {
    const figures: SuppressionFigures = {
      suppressed: 0,
      ended: 0,
      questioned: 0,
    };
    for (let start = 0; start < ids.length; start += CHUNK) {
      options.signal?.throwIfAborted();
      const changes = await this.#alignChunk(
        ids.slice(start, start + CHUNK),
        options.who,
      );
      for (const { type } of changes) {
        if (type === 'finding-suppression-ended') figures.ended += 1;
        else if (type === 'finding-suppression-questioned') {
          figures.questioned += 1;
        } else figures.suppressed += 1;
      }
    }
    return figures;
  }

  async #alignChunk(
    ids: readonly string[],
    who: string | undefined,
  ): Promise<SuppressionChange[]> {
    const { appBaseUrl, database, outbox } = this.#options;
    const at = this.#options.clock.now().toISOString();
    const today = at.slice(0, 10);
    const rules = activeRules(this.#options.settings, today);
    return database.transaction(async transaction => {
      const subjects = await this.#subjects.load(transaction, { ids, today });
      // Read behind the locks, so that a decision that was taken or ended meanwhile is seen.
      const decisions = await this.#decisions.active({}, transaction);
      const changes: SuppressionChange[] = [];
      for (const subject of subjects) {
        const before = subject.suppression;
        // A publisher who says that it is not affected comes first; matching looks after that.
        if (before?.by === 'vex') continue;
        const now = chooseSuppression({ subject, decisions, rules, at });
        if (JSON.stringify(now) === JSON.stringify(before)) continue;
        await this.#subjects.set(transaction, {
          id: subject.id,
          suppression: now,
          at,
        });
        changes.push(suppressionChange({ subject, before, now, who, today }));
      }
      await this.#outcomes.append(
        transaction,
        changes.map(suppressionOutcome),
        at,
      );
      const devices = await this.#devices.get(transaction, [
        ...new Set(changes.map(({ subject }) => subject.deviceRef)),
      ]);
      for (const change of changes) {
        const device = devices.get(change.subject.deviceRef)?.device;
        if (device) {
          await outbox.enqueueEvent(
            transaction,
            suppressionEvent({ change, device, at, appBaseUrl }),
          );
        }
      }
      return changes;
    });
  }
}
