import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  anomalyLoss,
  deviceImpact,
  MODEL_VERSION,
  type ExploitHazardModel,
  type OtFixModel,
} from '@patch-risk/model';
import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Knex } from 'knex';
import { DateTime } from 'luxon';
import type { Clock } from '../clock/Clock';
import { AssessmentInputStore } from '../database/AssessmentInputStore';
import type {
  AssessmentFacts,
  AssessmentSubject,
} from '../database/AssessmentInputStore';
import { AssessmentWriter } from '../database/AssessmentWriter';
import { FixHistoryStore } from '../database/FixHistoryStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import { HostPace } from '../workers/HostPace';
import { AssessmentChunk } from './AssessmentChunk';
import { readAssessmentSettings } from './AssessmentSettings';
import type { AssessmentSettings } from './AssessmentSettings';
import type { AssessInput } from './AssessInput';
import type { AssessedDevice, AssessOutput } from './AssessOutput';
import { assessedRow, notAssessedRow } from './assessmentRows';
import type { RowContext } from './assessmentRows';
import { chunkSubjects } from './chunkSubjects';
import { notAssessedReason } from './notAssessedReason';

/** Where the scores are worked out: the worker pool. */
export interface AssessmentWorkers {
  run(
    name: 'assess',
    input: AssessInput,
    options: { signal?: AbortSignal },
  ): Promise<AssessOutput>;
}

/** Where changed findings are announced: the outbox. */
export interface AssessmentAnnouncements {
  enqueueEvent(
    transaction: Knex.Transaction,
    event: OutboundEvent,
  ): Promise<void>;
}

/** Which models are in use: the shipped ones where there is no governor. */
export interface AssessmentModels {
  live(): Promise<{
    version: string;
    exploitModel?: ExploitHazardModel;
    fixModel?: OtFixModel;
  }>;
}

/** What a run did. */
export interface AssessmentRun {
  assessed: number;
  notAssessed: number;
  /** Devices with a new point of history. */
  moved: number;
}

const ANOMALY_RECENT = { days: 14 };

interface Run {
  settings: AssessmentSettings;
  now: Date;
  models: Pick<
    AssessInput,
    'exploitModel' | 'fixModel' | 'modelVersion' | 'promises'
  >;
  feedDates: Record<string, string>;
  context: RowContext;
  used: { curves: Set<string>; explanations: Set<string> };
  known: { curves: Set<string>; explanations: Set<string> };
}

/** A chunk that is being scored. */
interface Scoring {
  subjects: AssessmentSubject[];
  reasons: Map<string, string>;
  facts: AssessmentFacts;
  output: Promise<AssessOutput>;
}

/**
 * Assesses every device: reads findings, feeds, plans and anomalies, has the scores worked out in a worker thread chunk
 * by chunk, and writes what changed. Each chunk is a transaction of its own, so a run may be killed at any point.
 */
export class Assessor {
  readonly #settings: AssessmentSettings;
  readonly #inputs: AssessmentInputStore;
  readonly #history: FixHistoryStore;
  readonly #writer: AssessmentWriter;
  readonly #outcomes: OutcomeEventStore;
  readonly #clock: Clock;
  readonly #pace: HostPace;
  readonly #logger: LoggerService;
  readonly #workers: AssessmentWorkers;
  readonly #outbox: AssessmentAnnouncements | undefined;
  readonly #models: AssessmentModels | undefined;

  /** @throws InputError when `patchRisk.assessment` is wrong */
  static create(options: {
    config: Config;
    database: Knex;
    clock: Clock;
    logger: LoggerService;
    workers: AssessmentWorkers;
    outbox?: AssessmentAnnouncements;
    models?: AssessmentModels;
  }): Assessor {
    return new Assessor(options);
  }

  private constructor(options: Parameters<typeof Assessor.create>[0]) {
    const { config, database, clock, logger, workers, outbox, models } =
      options;
    this.#settings = readAssessmentSettings(config);
    const pace = HostPace.fromConfig(config);
    this.#pace = pace;
    this.#inputs = AssessmentInputStore.create({ database, pace });
    this.#history = FixHistoryStore.create({ database, pace });
    this.#writer = AssessmentWriter.create({ database, pace });
    this.#outcomes = OutcomeEventStore.create({ database });
    this.#clock = clock;
    this.#logger = logger.child({ service: 'assessment' });
    this.#workers = workers;
    this.#outbox = outbox;
    this.#models = models;
  }

  /** @param options - `onProgress` gets the share of devices done, 0 to 1; an aborted `signal` ends the run with its reason */
  async run(options: {
    signal?: AbortSignal;
    onProgress?: (progress: number) => void;
  }): Promise<AssessmentRun> {
    const { signal, onProgress } = options;
    const settings = this.#settings;
    const now = this.#clock.now();
    const feedDates = await this.#inputs.feedDates();
    const live = await this.#models?.live();
    const run: Run = {
      settings,
      now,
      models: {
        exploitModel: live?.exploitModel,
        fixModel: live?.fixModel,
        modelVersion: live?.version,
        promises: await this.#history.promises(now.toISOString().slice(0, 10)),
      },
      feedDates,
      context: {
        at: now.toISOString(),
        modelVersion: live?.version ?? MODEL_VERSION,
        tablesVersion: settings.tables.version,
        feedDates,
      },
      known: await this.#writer.storedKeys(),
      used: { curves: new Set(), explanations: new Set() },
    };
    await this.#writer.removeGone();
    const subjects = await this.#inputs.subjects();
    const total: AssessmentRun = { assessed: 0, notAssessed: 0, moved: 0 };
    let done = 0;
    const store = async (scoring: Scoring) => {
      const result = await this.#store(run, scoring);
      total.assessed += result.assessed;
      total.notAssessed += result.notAssessed;
      total.moved += result.moved;
      done += scoring.subjects.length;
      onProgress?.(done / subjects.length);
    };
    // A chunk is scored in its thread while the one before it is written here.
    let previous: Scoring | undefined;
    for (const chunk of chunkSubjects(subjects, settings.chunkFindings)) {
      signal?.throwIfAborted();
      const scoring = await this.#beginScoring(run, chunk, signal);
      if (previous) {
        await store(previous);
      }
      previous = scoring;
    }
    if (previous) {
      await store(previous);
    }
    const unused = (kind: 'curves' | 'explanations') =>
      [...run.known[kind]].filter(key => !run.used[kind].has(key));
    await this.#writer.clean({
      curves: unused('curves'),
      explanations: unused('explanations'),
      historyBefore: DateTime.fromJSDate(now, { zone: 'utc' })
        .minus(settings.historyRetention)
        .toJSDate()
        .toISOString(),
    });
    this.#logger.info('Devices assessed', { ...total });
    return total;
  }

  /** Reads what a chunk rests on and has it scored, without waiting for the scores. */
  async #beginScoring(
    run: Run,
    subjects: AssessmentSubject[],
    signal: AbortSignal | undefined,
  ): Promise<Scoring> {
    const { settings, context } = run;
    const reasons = new Map<string, string>();
    for (const subject of subjects) {
      const reason = notAssessedReason({
        ...subject,
        ...settings,
        now: run.now,
      });
      if (reason) {
        reasons.set(subject.ref, reason);
      }
    }
    const facts = await this.#inputs.facts({
      subjects,
      asOf: context.at,
      anomaliesSince: DateTime.fromJSDate(run.now)
        .minus(ANOMALY_RECENT)
        .toJSDate()
        .toISOString(),
    });
    await this.#pace.rest();
    const output = this.#workers.run(
      'assess',
      {
        asOf: context.at,
        epssFreshSince: this.#epssFreshSince(run),
        tables: settings.tables,
        trusts: settings.trusts,
        ...run.models,
        slaDays: settings.slaDays,
        devices: facts.devices.filter(device => !reasons.has(device.ref)),
        vulnerabilities: facts.vulnerabilities,
        remediations: facts.remediations,
        advisedProducts: facts.advisedProducts,
      },
      { signal },
    );
    // A failure is thrown where the scores are waited for.
    output.catch(() => undefined);
    return { subjects, reasons, facts, output };
  }

  async #store(run: Run, scoring: Scoring): Promise<AssessmentRun> {
    const { settings, context } = run;
    const { subjects, reasons, facts } = scoring;
    const output = await scoring.output;
    await this.#pace.rest();
    const stored = await this.#writer.stored(subjects.map(({ ref }) => ref));
    await this.#pace.rest();
    const chunk = AssessmentChunk.create({ settings, context, stored });
    const assessed = new Map(output.devices.map(each => [each.ref, each]));
    for (const subject of subjects) {
      const device = assessed.get(subject.ref);
      chunk.add({
        subject,
        row: this.#rowOf(run, { subject, device, facts, reasons }),
        device,
        statuses: facts.statuses,
      });
    }
    await this.#pace.rest();
    await this.#write(run, chunk, output);
    return {
      assessed: assessed.size,
      notAssessed: subjects.length - assessed.size,
      moved: chunk.changes.history.length,
    };
  }

  #rowOf(
    run: Run,
    options: {
      subject: AssessmentSubject;
      device: AssessedDevice | undefined;
      facts: AssessmentFacts;
      reasons: Map<string, string>;
    },
  ) {
    const { subject, device, facts, reasons } = options;
    if (device) {
      return assessedRow(subject, device, run.context);
    }
    const { tables } = run.settings;
    const anomalies =
      facts.devices.find(each => each.ref === subject.ref)?.anomalies ?? [];
    return notAssessedRow(
      subject,
      {
        reason: reasons.get(subject.ref) ?? '',
        anomalyLoss: anomalyLoss(
          tables.anomaly,
          anomalies.flatMap(({ open, severity }) => (open ? severity : [])),
          deviceImpact(tables.impact, subject.fields),
        ),
        exploitedCount: facts.exploitedCounts.get(subject.ref) ?? 0,
      },
      run.context,
    );
  }

  async #write(run: Run, chunk: AssessmentChunk, output: AssessOutput) {
    const { known, used, context } = run;
    for (const { key } of output.curves) {
      used.curves.add(key);
    }
    for (const { hash } of output.explanations) {
      used.explanations.add(hash);
    }
    await this.#writer.write(
      {
        ...chunk.changes,
        curves: output.curves.filter(({ key }) => !known.curves.has(key)),
        explanations: output.explanations.filter(
          ({ hash }) => !known.explanations.has(hash),
        ),
      },
      context.at,
      async transaction => {
        await this.#pace.rest();
        await this.#outcomes.append(transaction, chunk.outcomes, context.at);
        await this.#pace.rest();
        for (const event of chunk.events) {
          await this.#outbox?.enqueueEvent(transaction, event);
        }
      },
    );
    await this.#writer.touch(chunk.unchanged, context.at);
  }

  /** EPSS of the demo is as fresh as its own snapshot; else the clock counts. */
  #epssFreshSince(run: Run): string {
    const { settings, feedDates } = run;
    const from =
      settings.isEpssDemo && feedDates.epss
        ? DateTime.fromISO(feedDates.epss, { zone: 'utc' })
        : DateTime.fromJSDate(run.now, { zone: 'utc' });
    return from.minus(settings.epssMaximumAge).toFormat('yyyy-MM-dd');
  }
}
