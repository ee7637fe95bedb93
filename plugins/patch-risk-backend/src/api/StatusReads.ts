import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  patchRiskOperationsReadPermission,
  type SinkStatus,
  type Status,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Clock } from '../clock/Clock';
import type { PipelineRunStore } from '../database/PipelineRunStore';
import type { FeedRefresher } from '../feeds/FeedRefresher';
import type { FindingSuppressor } from '../findings/FindingSuppressor';
import type { DriftWatch } from '../governance/DriftWatch';
import type { ModelGovernor } from '../governance/ModelGovernor';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import type { AuthorizedReads } from './AuthorizedReads';

/** What pages say of the product itself: clock, feeds, sinks, pipeline. */
export class StatusReads {
  readonly #options: Parameters<typeof StatusReads.create>[0];

  static create(options: {
    access: DeviceAccess;
    clock: Clock;
    drift: DriftWatch;
    feeds: FeedRefresher;
    models: ModelGovernor;
    reads: AuthorizedReads;
    runs: PipelineRunStore;
    suppressor: FindingSuppressor;
    sinks: () => Promise<SinkStatus[]>;
  }) {
    return new StatusReads(options);
  }

  private constructor(options: Parameters<typeof StatusReads.create>[0]) {
    this.#options = options;
  }

  /** Feeds and sinks are told only to those who may read operations. */
  async get(credentials: BackstageCredentials): Promise<Status> {
    const { clock, drift, feeds, models, reads, runs, sinks, suppressor } =
      this.#options;
    const counts = await reads.counts(credentials);
    const operates = await this.#mayReadOperations(credentials);
    const [feedStatus, sinkStatus, pipeline, inUse, drifts] = await Promise.all(
      [
        feeds.status(),
        operates ? sinks() : [],
        runs.status(),
        models.status(),
        drift.list(),
      ],
    );
    const suppression = await suppressor.status();
    const driftOf = new Map(drifts.map(each => [each.model, each]));
    return {
      now: clock.now().toISOString(),
      pinned: clock.pinned,
      demo: feedStatus.some(feed => feed.demo),
      modelVersion: inUse.version,
      models: inUse.models.map(model => ({
        ...model,
        drift: driftOf.get(model.id),
      })),
      feeds: operates ? feedStatus : [],
      sinks: sinkStatus,
      ...counts,
      suppression: operates
        ? suppression
        : { maximumDays: suppression.maximumDays },
      pipeline: operates ? pipeline : { state: pipeline.state },
    };
  }

  async #mayReadOperations(
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    try {
      await this.#options.access.require(
        credentials,
        patchRiskOperationsReadPermission,
      );
      return true;
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return false;
      }
      throw error;
    }
  }
}
