import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import {
  findingKey,
  PlanningFactStore,
  type PlanningFacts,
} from '../database/PlanningFactStore';
import { TaskStore } from '../database/TaskStore';
import type { Outbox } from '../delivery/Outbox';
import { BusinessCalendar } from './BusinessCalendar';
import { draftTasks } from './draftTasks';
import { endTask } from './endTask';
import { heldMembers } from './heldMembers';
import type { PlanningPolicy } from './PlanningPolicy';
import { planTask } from './planTask';
import { readPlanningPolicy } from './readPlanningPolicy';
import { type TaskChange, TaskWriter } from './TaskWriter';

/** What a run changed. */
export interface PlanningFigures {
  opened: number;
  changed: number;
  closed: number;
  plannedMoved: number;
}

// Tasks of one transaction: short enough to hold no lock for long.
const CHUNK = 50;

/**
 * Turns assessed fix groups into tasks with dates. A run reads everything, works out the plan as a pure function of it,
 * and writes the differences; it can be killed at any point and started again.
 */
export class Planner {
  readonly #policy: PlanningPolicy;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #facts: PlanningFactStore;
  readonly #tasks: TaskStore;
  readonly #writer: TaskWriter;

  private constructor(options: {
    policy: PlanningPolicy;
    database: Knex;
    clock: Clock;
    logger: LoggerService;
    outbox: Outbox;
  }) {
    const { database, outbox } = options;
    this.#policy = options.policy;
    this.#clock = options.clock;
    this.#logger = options.logger.child({ service: 'planner' });
    this.#facts = PlanningFactStore.create({ database });
    this.#tasks = TaskStore.create({ database });
    this.#writer = TaskWriter.create({ database, outbox });
  }

  /** @throws InputError when a key of `patchRisk.planning` is wrong */
  static create(options: {
    config: Config;
    database: Knex;
    clock: Clock;
    logger: LoggerService;
    outbox: Outbox;
  }): Planner {
    return new Planner({
      ...options,
      policy: readPlanningPolicy(options.config),
    });
  }

  /** Brings the tasks up to date. When aborted it stops between two transactions. */
  async run(options: { signal: AbortSignal }): Promise<PlanningFigures> {
    const now = this.#clock.now().toISOString();
    const today = now.slice(0, 10);
    const facts = await this.#facts.load({ today });
    const active = [...(await this.#tasks.listForPlanning([])).values()];
    const drafts = draftTasks({ facts, active, today });
    const known = await this.#tasks.listForPlanning([...drafts.keys()]);
    const calendars = new Map<string, BusinessCalendar>();
    const assessed = new Set(
      facts.groups.map(group => findingKey(group.deviceRef, group.key)),
    );
    const changes: TaskChange[] = [];
    for (const draft of drafts.values()) {
      const previous = known.get(draft.id);
      const isActive = previous !== undefined && !previous.closedAt;
      changes.push({
        previous,
        record: planTask({
          draft,
          previous,
          held: isActive ? heldMembers(previous, facts, assessed) : [],
          facts,
          policy: this.#policy,
          calendar: this.#calendarOf(draft.siteRef, facts, calendars),
          now,
        }),
      });
    }
    for (const previous of active) {
      const isHeld = heldMembers(previous, facts, assessed).length > 0;
      if (!drafts.has(previous.id) && !isHeld) {
        changes.push({ previous, record: endTask({ previous, facts, now }) });
      }
    }
    const figures = { opened: 0, changed: 0, closed: 0, plannedMoved: 0 };
    for (let start = 0; start < changes.length; start += CHUNK) {
      if (options.signal.aborted) {
        break;
      }
      const written = await this.#writer.write(
        changes.slice(start, start + CHUNK),
        now,
      );
      figures.opened += written.opened;
      figures.changed += written.changed;
      figures.closed += written.closed;
      figures.plannedMoved += written.plannedMoved;
    }
    this.#logger.info('Tasks planned', { ...figures, tasks: drafts.size });
    return figures;
  }

  #calendarOf(
    siteRef: string | undefined,
    facts: PlanningFacts,
    calendars: Map<string, BusinessCalendar>,
  ): BusinessCalendar {
    const known = calendars.get(siteRef ?? '');
    if (known) {
      return known;
    }
    const site = siteRef === undefined ? undefined : facts.sites.get(siteRef);
    const calendar = BusinessCalendar.create({
      timeZone: site?.timeZone ?? this.#policy.defaultTimeZone,
      holidays: site?.holidays ?? this.#policy.defaultHolidays,
      weekend: this.#policy.weekend,
    });
    calendars.set(siteRef ?? '', calendar);
    return calendar;
  }
}
