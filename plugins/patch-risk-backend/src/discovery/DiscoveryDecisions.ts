import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  DiscoveryDecision,
  DiscoveryDecisionRequest,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { DeviceDecision } from '@patch-risk/discovery';
import type { Clock } from '../clock/Clock';
import type { DiscoveryDecisionStore } from '../database/discovery/DiscoveryDecisionStore';
import type { DiscoveryDeviceStore } from '../database/discovery/DiscoveryDeviceStore';
import { readDecisionRow } from '../database/discovery/readDecisionRow';
import type { HostPace } from '../workers/HostPace';
import type { DiscoveryMerger } from './DiscoveryMerger';

/** Observations that are built anew at once. */
const BATCH = 50;
/** A request waits for so many batches; the rest is done after its answer. */
const AWAITED_BATCHES = 8;

/** Keeps people's decisions, applies them, and takes them back. */
export class DiscoveryDecisions {
  readonly #options: Parameters<typeof DiscoveryDecisions.create>[0];
  #applying: Promise<void> | undefined;

  static create(options: {
    clock: Clock;
    decisions: DiscoveryDecisionStore;
    devices: DiscoveryDeviceStore;
    logger: LoggerService;
    merger: DiscoveryMerger;
    pace: HostPace;
  }): DiscoveryDecisions {
    return new DiscoveryDecisions(options);
  }

  private constructor(
    options: Parameters<typeof DiscoveryDecisions.create>[0],
  ) {
    this.#options = options;
  }

  /** @throws InputError, NotFoundError */
  async decide(
    request: DiscoveryDecisionRequest,
    by: string,
  ): Promise<DiscoveryDecision[]> {
    const { decisions } = this.#options;
    const at = await this.#nextInstant();
    const made = await this.#read(request, { by, at });
    const kept = made.map(decision => ({ id: randomUUID(), decision }));
    await decisions.add(kept);
    await this.#apply(AWAITED_BATCHES);
    this.kick();
    return decisions.views(kept.map(({ id }) => id));
  }

  /** @throws NotFoundError, ConflictError */
  async takeBack(id: string, by: string): Promise<DiscoveryDecision> {
    const { clock, decisions } = this.#options;
    const row = await decisions.get(id);
    if (!row) throw new NotFoundError(`There is no decision '${id}'`);
    const isTaken = await decisions.takeBack(id, {
      by,
      at: clock.now().toISOString(),
      decision: readDecisionRow(row),
    });
    if (!isTaken) {
      throw new ConflictError(`The decision '${id}' was taken back before`);
    }
    await this.#apply(AWAITED_BATCHES);
    this.kick();
    const [view] = await decisions.views([id]);
    return view;
  }

  /** Applies what is left to be applied, and does not wait for it. */
  kick(): void {
    this.#applying ??= this.#apply(Infinity)
      .catch(error =>
        this.#options.logger.error('A decision was not applied', {
          error: String(error),
        }),
      )
      .finally(() => {
        this.#applying = undefined;
      });
  }

  /** Resolves when all is applied. */
  async idle(): Promise<void> {
    while (this.#applying) await this.#applying;
  }

  async #apply(batches: number): Promise<void> {
    const { decisions, merger, pace } = this.#options;
    for (let batch = 0; batch < batches; batch += 1) {
      const observationIds = await decisions.dirty(BATCH);
      if (observationIds.length === 0) return;
      await merger.rebuild({ observationIds, clean: observationIds });
      await pace.rest();
    }
  }

  /** Of two decisions on one subject the later one counts, so that no two are made at once. */
  async #nextInstant(): Promise<string> {
    const now = this.#options.clock.now().toISOString();
    const newest = await this.#options.decisions.newestAt();
    return newest === undefined || newest < now
      ? now
      : new Date(Date.parse(newest) + 1).toISOString();
  }

  async #read(
    request: DiscoveryDecisionRequest,
    told: { by: string; at: string },
  ): Promise<DeviceDecision[]> {
    const { kind, devices: keys = [], field, written, value } = request;
    if (kind === 'alias') {
      if (!field || !written?.trim() || !value?.trim()) {
        throw new InputError(
          'an alias needs field (vendor or model), written (as sources write it) and value (what it stands for)',
        );
      }
      return [{ kind, field, written, value: value.trim(), ...told }];
    }
    const unique = [...new Set(keys)];
    const present = await this.#options.devices.resolve(unique);
    const missing = unique.find(key => !present.has(key));
    if (missing !== undefined) {
      throw new NotFoundError(`There is no discovered device '${missing}'`);
    }
    if (kind === 'adopt' || kind === 'dismiss') {
      if (unique.length === 0) {
        throw new InputError('devices: name at least one device by its key');
      }
      return unique.map(device => ({ kind, device, ...told }));
    }
    if (unique.length !== 2) {
      throw new InputError(
        `devices: has ${unique.length} keys; ${kind} needs those of two devices`,
      );
    }
    const [a, b] = unique.sort();
    return [{ kind, devices: [a, b], ...told }];
  }
}
