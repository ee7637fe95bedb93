import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  SuppressionResult,
  SuppressionStatus,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import type { Clock } from '../clock/Clock';
import {
  toFindingSuppression,
  type NewsKind,
} from '../database/StoredSuppression';
import {
  SuppressionStore,
  type SuppressionDecision,
} from '../database/SuppressionStore';
import {
  SuppressionSubjectStore,
  type SuppressionSubject,
} from '../database/SuppressionSubjectStore';
import type { Outbox } from '../delivery/Outbox';
import { activeRules } from './activeRules';
import {
  SuppressionAligner,
  type SuppressionFigures,
} from './SuppressionAligner';
import type { SuppressionSettings } from './SuppressionRule';

/**
 * Sets findings aside and opens them again.
 *
 * 1. A person decides about a finding or about a model; the change is visible at once.
 * 2. Each run of the pipeline brings all open findings in line with decisions that still hold and with the rules of the
 *    configuration: new findings that one of them covers, days that went by, news that puts a decision in question.
 * 3. A change, its outcome event and its outbox rows are one transaction; what is in line already is not written.
 */
export class FindingSuppressor {
  readonly #options: Parameters<typeof FindingSuppressor.create>[0];
  readonly #decisions: SuppressionStore;
  readonly #subjects: SuppressionSubjectStore;
  readonly #aligner: SuppressionAligner;
  readonly #logger: LoggerService;

  /** @param options - `appBaseUrl` is what links in events begin with, without a slash at its end */
  static create(options: {
    appBaseUrl: string;
    clock: Clock;
    database: Knex;
    logger: LoggerService;
    outbox: Pick<Outbox, 'enqueueEvent'>;
    settings: SuppressionSettings;
  }): FindingSuppressor {
    return new FindingSuppressor(options);
  }

  private constructor(options: Parameters<typeof FindingSuppressor.create>[0]) {
    this.#options = options;
    this.#decisions = SuppressionStore.create(options);
    this.#subjects = SuppressionSubjectStore.create(options);
    this.#aligner = SuppressionAligner.create(options);
    this.#logger = options.logger.child({ service: 'suppression' });
  }

  /** @param options - `signal` ends the run between two transactions */
  async run(options: { signal?: AbortSignal }): Promise<SuppressionFigures> {
    const { signal } = options;
    const at = this.#now();
    const today = at.slice(0, 10);
    await this.#decisions.expire({ today, at });
    const ids = new Set(await this.#subjects.heldIds());
    for (const decision of await this.#decisions.active()) {
      for (const id of await this.#freeIdsOf(decision)) ids.add(id);
    }
    for (const { match } of activeRules(this.#options.settings, today)) {
      const free = await this.#subjects.freeIds({
        ...match,
        withoutKevOn: match.cve === undefined ? today : undefined,
      });
      for (const id of free) ids.add(id);
    }
    const figures = await this.#aligner.align([...ids], { signal });
    if (figures.suppressed + figures.ended + figures.questioned > 0) {
      this.#logger.info('Suppressions brought in line', { ...figures });
    }
    return figures;
  }

  /**
   * Takes the decision of a person.
   *
   * @throws NotFoundError, ConflictError when the finding is closed or its publisher says that it is not affected, and
   * InputError when the day or the scope cannot be used
   */
  async suppress(options: {
    findingId: string;
    reason: string;
    expiresOn: string;
    scope: 'finding' | 'model';
    who: string;
  }): Promise<SuppressionResult> {
    const { findingId, scope, who } = options;
    const reason = options.reason.trim();
    if (reason === '') {
      throw new InputError(
        'reason: is empty; say why this finding needs no work until then',
      );
    }
    this.#checkDay(options.expiresOn);
    const at = this.#now();
    const decision = await this.#options.database.transaction(
      async transaction => {
        const subject = await this.#subject(transaction, findingId);
        if (scope === 'model' && !(subject.vendor && subject.model)) {
          throw new InputError(
            'scope: "model" needs a device with vendor and model; use "finding", or complete the device in the catalog',
          );
        }
        const taken: SuppressionDecision = {
          id: randomUUID(),
          scope,
          findingId: scope === 'finding' ? findingId : undefined,
          cve: subject.cve,
          vendor: scope === 'model' ? subject.vendor : undefined,
          model: scope === 'model' ? subject.model : undefined,
          reason,
          createdBy: who,
          createdAt: at,
          knownNews: Object.keys(subject.news) as NewsKind[],
          expiresOn: options.expiresOn,
        };
        for (const each of await this.#decisions.active(
          { cve: subject.cve },
          transaction,
        )) {
          const isReplaced =
            each.scope === scope &&
            each.findingId === taken.findingId &&
            each.vendor === taken.vendor &&
            each.model === taken.model;
          if (isReplaced) {
            await this.#decisions.end(transaction, {
              id: each.id,
              at,
              by: who,
            });
          }
        }
        await this.#decisions.add(transaction, taken);
        return taken;
      },
    );
    const ids = new Set([
      ...(await this.#subjects.heldIds({ cve: decision.cve })),
      ...(await this.#freeIdsOf(decision)),
    ]);
    const { suppressed } = await this.#aligner.align([...ids], { who });
    return {
      findingCount: suppressed,
      suppression: await this.#suppressionOf(findingId),
    };
  }

  /**
   * Takes the decision back that holds a finding, for all findings that it holds.
   *
   * @throws NotFoundError and ConflictError when no decision of a person holds it
   */
  async unsuppress(options: {
    findingId: string;
    who: string;
  }): Promise<SuppressionResult> {
    const { findingId, who } = options;
    const at = this.#now();
    const cve = await this.#options.database.transaction(async transaction => {
      const subject = await this.#subject(transaction, findingId);
      const { suppression } = subject;
      if (suppression?.by !== 'person' || suppression.id === undefined) {
        throw new ConflictError(
          suppression
            ? `Finding ${findingId} is set aside by a rule; change patchRisk.suppressionRules`
            : `Finding ${findingId} is not set aside`,
        );
      }
      await this.#decisions.end(transaction, {
        id: suppression.id,
        at,
        by: who,
      });
      return subject.cve;
    });
    const { ended } = await this.#aligner.align(
      await this.#subjects.heldIds({ cve }),
      {
        who,
      },
    );
    return {
      findingCount: ended,
      suppression: await this.#suppressionOf(findingId),
    };
  }

  /** The scope of the decision that holds a finding; undefined when none of a person does. */
  async scopeOf(findingId: string): Promise<'finding' | 'model' | undefined> {
    const held = await this.#suppressionOf(findingId);
    return held?.by === 'person' ? held.scope : undefined;
  }

  /** What pages show of decisions and rules. */
  async status(): Promise<SuppressionStatus> {
    const { maximumDays, rules } = this.#options.settings;
    const today = this.#now().slice(0, 10);
    const { by, byRule, questioned } = await this.#subjects.counts();
    return {
      maximumDays,
      findingCounts: {
        vex: by.vex ?? 0,
        person: by.person ?? 0,
        rule: by.rule ?? 0,
        questioned,
      },
      rules: rules.map(({ id, match, reason, expires }) => ({
        id,
        match: Object.entries(match)
          .map(([key, value]) => `${key} ${value}`)
          .join(', '),
        reason,
        expires,
        state: expires < today ? 'expired' : 'active',
        findingCount: byRule[id] ?? 0,
      })),
    };
  }

  #now(): string {
    return this.#options.clock.now().toISOString();
  }

  #checkDay(expiresOn: string): void {
    const { maximumDays } = this.#options.settings;
    const today = DateTime.fromJSDate(this.#options.clock.now(), {
      zone: 'utc',
    }).startOf('day');
    const day = DateTime.fromFormat(expiresOn, 'yyyy-MM-dd', { zone: 'utc' });
    const last = today.plus({ days: maximumDays });
    if (!day.isValid || day < today || day > last) {
      throw new InputError(
        `expiresOn: "${expiresOn}" cannot be used; give a day from ${today.toISODate()} to ${last.toISODate()}, like ${today
          .plus({ days: Math.min(90, maximumDays) })
          .toISODate()}`,
      );
    }
  }

  async #freeIdsOf(decision: SuppressionDecision): Promise<string[]> {
    const { cve, findingId, model, vendor } = decision;
    return this.#subjects.freeIds({ id: findingId, cve, vendor, model });
  }

  async #subject(
    transaction: Knex.Transaction,
    findingId: string,
  ): Promise<SuppressionSubject> {
    const [subject] = await this.#subjects.load(transaction, {
      ids: [findingId],
      today: this.#now().slice(0, 10),
    });
    if (!subject) {
      throw new NotFoundError(`There is no open finding ${findingId}`);
    }
    if (subject.suppression?.by === 'vex') {
      throw new ConflictError(
        `Finding ${findingId} counts nowhere already: its publisher says that the product is not affected`,
      );
    }
    return subject;
  }

  async #suppressionOf(findingId: string) {
    const row: { suppression: string | null } | undefined = await this.#options
      .database('findings')
      .where({ id: findingId })
      .whereNull('closed_at')
      .first('suppression');
    return row?.suppression
      ? toFindingSuppression(JSON.parse(row.suppression))
      : undefined;
  }
}
