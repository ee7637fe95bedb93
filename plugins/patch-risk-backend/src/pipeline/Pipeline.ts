import type { LoggerService } from '@backstage/backend-plugin-api';
import { DateTime, type Duration } from 'luxon';
import type { Assessor } from '../assessment/Assessor';
import type { OwnAdvisories } from '../advisories/OwnAdvisories';
import type { Clock } from '../clock/Clock';
import type { ComponentAssigner } from '../components/ComponentAssigner';
import type { PipelineRunStore } from '../database/PipelineRunStore';
import type { ConfigurationFolder } from '../configuration/ConfigurationFolder';
import type { FindingMatcher } from '../findings/FindingMatcher';
import type { FindingSuppressor } from '../findings/FindingSuppressor';
import type { HygieneWatch } from '../hygiene/HygieneWatch';
import type { InventoryScanner } from '../inventory/InventoryScanner';
import type { Planner } from '../planning/Planner';
import type { ReachUpdater } from '../reach/ReachUpdater';

/** Stages of the road from the catalog to the plan, in order. */
export interface PipelineStages {
  advisories: OwnAdvisories;
  inventory: InventoryScanner;
  components: ComponentAssigner;
  reach: ReachUpdater;
  configurations: ConfigurationFolder;
  hygiene: HygieneWatch;
  matcher: FindingMatcher;
  suppressor: FindingSuppressor;
  assessor: Assessor;
  planner: Planner;
}

// Progress is stored at most this often: it is for people, and each report is a write.
const REPORT_INTERVAL_MS = 1000;

/**
 * Brings inventory, findings, assessments and tasks up to date, in this order. Each stage can be killed at any point
 * and finds its place again, so a run that ends early costs time only.
 */
export class Pipeline {
  readonly #stages: PipelineStages;
  readonly #runs: PipelineRunStore;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #maximumAge: Duration;

  /** @param options - `maximumAge` is the age after which time alone is a reason to assess again */
  static create(options: {
    stages: PipelineStages;
    runs: PipelineRunStore;
    clock: Clock;
    logger: LoggerService;
    maximumAge: Duration;
  }) {
    return new Pipeline(options);
  }

  private constructor(options: Parameters<typeof Pipeline.create>[0]) {
    this.#stages = options.stages;
    this.#runs = options.runs;
    this.#clock = options.clock;
    this.#logger = options.logger.child({ service: 'pipeline' });
    this.#maximumAge = options.maximumAge;
  }

  /** Scans the inventory and matches; assesses and plans only when something happened since, or a day went by. */
  async run(options: { signal: AbortSignal }): Promise<void> {
    const { signal } = options;
    const {
      advisories,
      components,
      configurations,
      hygiene,
      inventory,
      reach,
    } = this.#stages;
    if (await advisories.isPending()) {
      // Who writes an advisory waits for it: the inventory may take long.
      await this.#matchAndPlan(signal);
    }
    await inventory.scan({ signal });
    await components.run({ signal });
    await advisories.releasePlanned();
    await reach.run({ signal });
    await configurations.run({ signal });
    await hygiene.run({ signal });
    await this.#matchAndPlan(signal);
  }

  async #matchAndPlan(signal: AbortSignal): Promise<void> {
    const { advisories, matcher, suppressor } = this.#stages;
    const until = this.#clock.now().toISOString();
    await matcher.run({ signal });
    await suppressor.run({ signal });
    const last = await this.#runs.lastDone();
    if (!signal.aborted && this.#isDue(last)) {
      await this.#assessAndPlan(signal);
    }
    if (!signal.aborted) {
      await advisories.setMatched(until);
    }
  }

  #isDue(last: Awaited<ReturnType<PipelineRunStore['lastDone']>>): boolean {
    if (!last || last.hasNewCauses) {
      return true;
    }
    const age = DateTime.fromJSDate(this.#clock.now()).diff(
      DateTime.fromISO(last.finishedAt),
    );
    return age.toMillis() >= this.#maximumAge.toMillis();
  }

  async #assessAndPlan(signal: AbortSignal): Promise<void> {
    const { assessor, planner } = this.#stages;
    const id = await this.#runs.begin(this.#clock.now().toISOString());
    try {
      const assessed = await assessor.run({
        signal,
        onProgress: this.#reporter(id, 'assessment'),
      });
      await this.#runs.report(id, 'planning', 0);
      const planned = await planner.run({ signal });
      // The chance under the present plan changes with the plan; the chance under waiting, which ranks, does not.
      const replanned =
        planned.plannedMoved > 0 || planned.opened > 0
          ? await assessor.run({
              signal,
              onProgress: this.#reporter(id, 'assessment of the plan'),
            })
          : undefined;
      const figures = { assessed, planned, replanned };
      await this.#runs.finish(id, {
        finishedAt: this.#clock.now().toISOString(),
        figures,
      });
      this.#logger.info('Pipeline run finished', {
        figures: JSON.stringify(figures),
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await this.#runs.finish(id, { error: message });
      throw error;
    }
  }

  #reporter(id: number, stage: string) {
    let reportedAt = 0;
    return (progress: number) => {
      const now = performance.now();
      if (now - reportedAt >= REPORT_INTERVAL_MS) {
        reportedAt = now;
        this.#runs.report(id, stage, progress).catch(error =>
          this.#logger.debug('Progress was not stored', {
            error: String(error),
          }),
        );
      }
    };
  }
}
