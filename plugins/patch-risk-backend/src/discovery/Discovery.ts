import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  DiscoveredDevice as DeviceView,
  DiscoveredDeviceDetail,
  DiscoveryImport,
  DiscoveryImportDetail,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import { DiscoveryDecisionStore } from '../database/discovery/DiscoveryDecisionStore';
import {
  DiscoveryDeviceStore,
  type DiscoveredDeviceFilter,
} from '../database/discovery/DiscoveryDeviceStore';
import { DiscoveryImportStore } from '../database/discovery/DiscoveryImportStore';
import { DiscoveryLinkStore } from '../database/discovery/DiscoveryLinkStore';
import { DiscoveryMappingStore } from '../database/discovery/DiscoveryMappingStore';
import { DiscoverySourceStore } from '../database/discovery/DiscoverySourceStore';
import { DiscoverySweepStore } from '../database/discovery/DiscoverySweepStore';
import { DiscoveryWriter } from '../database/discovery/DiscoveryWriter';
import type { ImportRecord } from '../database/discovery/ImportRecord';
import { MatchSourceStore } from '../database/MatchSourceStore';
import { FeedFetcher } from '../feeds/http/FeedFetcher';
import { HostPace } from '../workers/HostPace';
import type { WorkerPool } from '../workers/WorkerPool';
import { DiscoveryDecisions } from './DiscoveryDecisions';
import { DiscoveryMappings } from './DiscoveryMappings';
import { DiscoveryMerger } from './DiscoveryMerger';
import { DiscoverySweep } from './DiscoverySweep';
import { DiscoveryWorklist } from './DiscoveryWorklist';
import { toDeviceDetail, toDeviceView } from './deviceViews';
import { ImportRunner } from './ImportRunner';
import { readDiscoverySettings } from './readDiscoverySettings';
import { receiveImport } from './receiveImport';
import { SourceScanner } from './SourceScanner';
import { undoImport } from './undoImport';

function toImportView(record: ImportRecord): DiscoveryImport {
  const { mappingContent, contentHash, seenAt, isAbortAsked, ...view } = record;
  const { problems, ...shown } = view;
  return shown;
}

/** Devices from what scanners, sensors and lists saw: taken in, decided on, and told to the catalog. */
export class Discovery {
  readonly settings: ReturnType<typeof readDiscoverySettings>;
  readonly decisions: DiscoveryDecisions;
  readonly devices: DiscoveryDeviceStore;
  readonly decided: DiscoveryDecisionStore;
  readonly mappings: DiscoveryMappings;
  readonly runner: ImportRunner;
  readonly sources: SourceScanner;
  readonly sweep: DiscoverySweep;
  readonly worklist: DiscoveryWorklist;
  readonly #clock: Clock;
  readonly #imports: DiscoveryImportStore;
  readonly #merger: DiscoveryMerger;

  /**
   * Reads `patchRisk.discovery`.
   *
   * @throws InputError naming the key, its value and what to write instead
   */
  static fromConfig(options: {
    clock: Clock;
    config: Config;
    database: Knex;
    logger: LoggerService;
    workers: Pick<WorkerPool, 'run'>;
  }): Discovery {
    return new Discovery(options);
  }

  private constructor(options: Parameters<typeof Discovery.fromConfig>[0]) {
    const { clock, config, database, workers } = options;
    const logger = options.logger.child({ service: 'discovery' });
    const settings = readDiscoverySettings(config);
    const pace = HostPace.fromConfig(config);
    const adopting = new Set(
      settings.sources.filter(({ adopt }) => adopt).map(({ id }) => id),
    );
    const links = DiscoveryLinkStore.create({ database });
    const writer = DiscoveryWriter.create({
      database,
      stateOf: ({ status, sources }) => {
        if (status === 'dismissed') return 'dismissed';
        return status === 'adopted' ||
          sources.some(({ source }) => adopting.has(source))
          ? 'managed'
          : 'unmanaged';
      },
    });
    const stage = { clock, links, logger, pace, settings, workers, writer };
    this.#clock = clock;
    this.#imports = DiscoveryImportStore.create({ database });
    this.#merger = DiscoveryMerger.create(stage);
    const imports = this.#imports;
    const merger = this.#merger;
    this.settings = settings;
    this.devices = DiscoveryDeviceStore.create({ database });
    this.decided = DiscoveryDecisionStore.create({ database });
    this.decisions = DiscoveryDecisions.create({
      ...stage,
      decisions: this.decided,
      devices: this.devices,
      merger,
    });
    this.mappings = DiscoveryMappings.create({
      clock,
      store: DiscoveryMappingStore.create({ database }),
    });
    this.runner = ImportRunner.create({ ...stage, imports });
    this.sources = SourceScanner.create({
      ...stage,
      fetcher: FeedFetcher.fromConfig(config),
      imports,
      mappings: this.mappings,
      runner: this.runner,
      sources: DiscoverySourceStore.create({ database }),
    });
    this.sweep = DiscoverySweep.create({
      ...stage,
      merger,
      store: DiscoverySweepStore.create({ database }),
    });
    this.worklist = DiscoveryWorklist.create({
      advisories: MatchSourceStore.create({ database }),
      devices: this.devices,
      workers,
    });
  }

  /** Takes in a file and begins to import it. @throws InputError, NotFoundError, UploadTooLargeError */
  async start(
    body: AsyncIterable<Uint8Array>,
    told: Omit<Parameters<typeof receiveImport>[0]['told'], 'mappingContent'>,
  ): Promise<DiscoveryImport> {
    const mappingContent = await this.mappings.contentOf(
      told.kind,
      told.mapping,
    );
    const record = await receiveImport({
      body,
      clock: this.#clock,
      imports: this.#imports,
      maxBytes: this.settings.maxUploadBytes,
      told: { ...told, mappingContent },
    });
    this.runner.kick();
    return toImportView(record);
  }

  async imports(page: { limit: number; cursor?: string }) {
    const { items, nextCursor } = await this.#imports.list(page);
    return { items: items.map(toImportView), nextCursor };
  }

  /** @throws NotFoundError */
  async import(id: string): Promise<DiscoveryImportDetail> {
    const record = await this.#find(id);
    return {
      ...toImportView(record),
      problems: record.problems,
      changes: await this.#imports.changes(id),
    };
  }

  /** Stops an import, or discards a preview. @throws NotFoundError, ConflictError */
  async abort(id: string): Promise<DiscoveryImport> {
    const { state } = await this.#find(id);
    const at = this.#clock.now().toISOString();
    const isWaiting = await this.#imports.move(id, {
      from: ['queued', 'previewed'],
      to: 'aborted',
      at,
    });
    if (isWaiting) await this.#imports.dropPieces(id);
    else if (state === 'running') await this.#imports.askAbort(id);
    else {
      throw new ConflictError(`The import ${id} is ${state} and has ended`);
    }
    return toImportView(await this.#find(id));
  }

  /** Imports the file of a preview. @throws NotFoundError, ConflictError */
  async commit(id: string): Promise<DiscoveryImport> {
    const { state } = await this.#find(id);
    const isMoved = await this.#imports.move(id, {
      from: ['previewed'],
      to: 'queued',
      preview: false,
    });
    if (!isMoved) {
      throw new ConflictError(
        `The import ${id} is ${state}; only what was previewed can be committed`,
      );
    }
    await this.#imports.dropChanges(id);
    this.runner.kick();
    return toImportView(await this.#find(id));
  }

  /** @throws NotFoundError, ConflictError */
  async undo(id: string): Promise<DiscoveryImport> {
    const record = await this.#find(id);
    await undoImport({ record, imports: this.#imports, merger: this.#merger });
    return toImportView(await this.#find(id));
  }

  async listDevices(
    filter: DiscoveredDeviceFilter & { limit: number; cursor?: string },
  ): Promise<{ items: DeviceView[]; nextCursor?: string; total: number }> {
    const page = await this.devices.list(filter);
    return { ...page, items: page.items.map(toDeviceView) };
  }

  /** @param key - that it has or had @throws NotFoundError */
  async device(key: string): Promise<DiscoveredDeviceDetail> {
    const stored = await this.devices.get(key);
    if (!stored) {
      throw new NotFoundError(`There is no discovered device '${key}'`);
    }
    const keys = [stored.device.key, ...stored.formerKeys];
    return toDeviceDetail(stored, {
      decisions: await this.decided.ofDevices(keys),
      history: await this.devices.history(keys),
    });
  }

  /** Goes on with what an earlier process left. */
  async resume(): Promise<void> {
    await this.runner.clean();
    this.runner.kick();
    this.decisions.kick();
  }

  async #find(id: string): Promise<ImportRecord> {
    const record = await this.#imports.get(id);
    if (!record) throw new NotFoundError(`There is no import '${id}'`);
    return record;
  }
}
