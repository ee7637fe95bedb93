import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  ConfigurationDifference,
  ConfigurationReceipt,
  DeviceConfiguration,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import type { HygieneStore } from '../database/HygieneStore';
import { OutcomeEventStore } from '../database/OutcomeEventStore';
import type { WorkerPool } from '../workers/WorkerPool';
import { approvedChange } from './approvedChange';
import type { ConfigurationSettings } from './ConfigurationSettings';
import {
  ConfigurationStore,
  type StoredBaseline,
  type StoredDrift,
  type StoredSnapshot,
} from './ConfigurationStore';

/** Two writers of one device may cross this often; then one of them is told. */
const TRIES = 5;

function notFound(ref: string) {
  return new NotFoundError(`There is no device ${ref}`);
}

/** Takes in configurations of devices, and tells how they differ from what a person approved. */
export class ConfigurationKeeper {
  readonly settings: ConfigurationSettings;
  readonly #database: Knex;
  readonly #store: ConfigurationStore;
  readonly #outcomes: OutcomeEventStore;
  readonly #hygiene: HygieneStore;
  readonly #clock: Clock;
  readonly #workers: Pick<WorkerPool, 'run'>;
  #key: string | undefined;

  static create(options: {
    settings: ConfigurationSettings;
    database: Knex;
    hygiene: HygieneStore;
    clock: Clock;
    workers: Pick<WorkerPool, 'run'>;
  }): ConfigurationKeeper {
    return new ConfigurationKeeper(options);
  }

  private constructor(
    options: Parameters<typeof ConfigurationKeeper.create>[0],
  ) {
    this.settings = options.settings;
    this.#database = options.database;
    this.#store = ConfigurationStore.create(options);
    this.#outcomes = OutcomeEventStore.create(options);
    this.#hygiene = options.hygiene;
    this.#clock = options.clock;
    this.#workers = options.workers;
    this.#key = options.settings.digestKey;
  }

  /**
   * Takes in the configuration of a device. What equals the newest snapshot is noted as seen again.
   *
   * @throws NotFoundError where there is no such device; InputError where the content cannot be read
   */
  async receive(options: {
    deviceRef: string;
    bytes: Uint8Array;
    format: 'json' | 'text';
    source: 'http' | 'directory';
    sender: string;
  }): Promise<ConfigurationReceipt> {
    const { deviceRef } = options;
    this.#key ??= await this.#store.digestKey();
    const masked = await this.#workers.run('mask-configuration', {
      bytes: options.bytes,
      format: options.format,
      key: this.#key,
      scope: deviceRef,
      mask: this.settings.mask,
      ignore: this.settings.ignore,
    });
    const at = this.#clock.now().toISOString();
    const kept = await this.#database.transaction(async transaction => {
      if (!(await this.#store.lock(transaction, deviceRef))) {
        throw notFound(deviceRef);
      }
      const [newest] = await this.#store.snapshots(deviceRef, transaction);
      if (newest?.contentHash === masked.contentHash) {
        await this.#store.touch(transaction, newest.id, at);
        return { id: newest.id, isNew: false };
      }
      const id = await this.#store.insert(transaction, {
        ...options,
        takenAt: laterThan(newest?.takenAt, at),
        masked,
      });
      await this.#store.prune(
        transaction,
        deviceRef,
        this.settings.keepSnapshots,
      );
      return { id, isNew: true };
    });
    const drift = kept.isNew
      ? await this.#evaluate(deviceRef)
      : await this.#store.drift(deviceRef);
    return {
      snapshotId: kept.id,
      isNew: kept.isNew,
      lineCount: masked.lineCount,
      maskedCount: masked.maskedCount,
      drift,
    };
  }

  /** What is known of a device's configuration. */
  async view(
    deviceRef: string,
  ): Promise<Omit<DeviceConfiguration, 'canApprove'>> {
    const [snapshots, [baseline], drift] = await Promise.all([
      this.#store.snapshots(deviceRef),
      this.#store.baselines(deviceRef),
      this.#store.drift(deviceRef),
    ]);
    return {
      deviceRef,
      baseline: baseline && {
        snapshotId: baseline.snapshotId,
        approvedBy: baseline.approvedBy,
        approvedAt: baseline.approvedAt,
        reason: baseline.reason,
      },
      drift,
      snapshots: snapshots.map(
        ({ deviceRef: _device, contentHash: _hash, ...snapshot }) => ({
          ...snapshot,
          isBaseline: snapshot.id === baseline?.snapshotId,
        }),
      ),
    };
  }

  /**
   * Two snapshots side by side.
   *
   * @param options - the baseline and the newest snapshot unless given
   * @throws NotFoundError where one of them is none of the device's
   */
  async difference(options: {
    deviceRef: string;
    from?: string;
    to?: string;
  }): Promise<ConfigurationDifference> {
    const { deviceRef } = options;
    const [snapshots, [baseline]] = await Promise.all([
      this.#store.snapshots(deviceRef),
      this.#store.baselines(deviceRef),
    ]);
    const from = options.from ?? baseline?.snapshotId;
    const to = options.to ?? snapshots[0]?.id;
    if (from === undefined || to === undefined) {
      throw new NotFoundError(
        `${deviceRef} has no ${
          to === undefined ? 'snapshot' : 'baseline'
        } yet; send one, or name from and to`,
      );
    }
    return { from, to, ...(await this.#compare(deviceRef, from, to)) };
  }

  /** Makes a snapshot the baseline. @throws NotFoundError where it is none of the device's */
  async approve(options: {
    deviceRef: string;
    snapshotId: string;
    reason: string;
    by: string;
  }): Promise<void> {
    const { deviceRef, snapshotId, reason, by } = options;
    const at = this.#clock.now().toISOString();
    await this.#database.transaction(async transaction => {
      await this.#store.lock(transaction, deviceRef);
      const snapshots = await this.#store.snapshots(deviceRef, transaction);
      if (!snapshots.some(({ id }) => id === snapshotId)) {
        throw new NotFoundError(
          `${deviceRef} has no snapshot ${JSON.stringify(
            snapshotId,
          )}; take one of its list`,
        );
      }
      await this.#store.approve(transaction, {
        deviceRef,
        snapshotId,
        approvedBy: by,
        approvedAt: at,
        reason,
      });
      await this.#outcomes.append(
        transaction,
        [
          {
            type: 'configuration-approved',
            subject: snapshotId,
            deviceRef,
            payload: { by, reason },
          },
        ],
        at,
      );
    });
    await this.#evaluate(deviceRef);
  }

  /** Takes the newest approval back. @throws ConflictError where there is none */
  async undo(options: {
    deviceRef: string;
    reason: string;
    by: string;
  }): Promise<void> {
    const { deviceRef, reason, by } = options;
    const at = this.#clock.now().toISOString();
    await this.#database.transaction(async transaction => {
      await this.#store.lock(transaction, deviceRef);
      const [newest] = await this.#store.baselines(deviceRef, transaction);
      if (!newest) {
        throw new ConflictError(
          `${deviceRef} has no baseline that could be taken back`,
        );
      }
      await this.#store.withdraw(transaction, newest.id, { by, at });
      await this.#outcomes.append(
        transaction,
        [
          {
            type: 'configuration-approval-undone',
            subject: newest.snapshotId,
            deviceRef,
            payload: { by, reason },
          },
        ],
        at,
      );
    });
    await this.#evaluate(deviceRef);
  }

  async #compare(deviceRef: string, from: string, to: string) {
    const [older, newer] = await Promise.all([
      this.#store.content(deviceRef, from),
      this.#store.content(deviceRef, to),
    ]);
    if (older === undefined || newer === undefined) {
      throw new NotFoundError(
        `${deviceRef} has no snapshot ${JSON.stringify(
          older === undefined ? from : to,
        )}; take one of its list`,
      );
    }
    return this.#workers.run('compare-configurations', {
      from: older,
      to: newer,
      ignore: this.settings.ignore,
    });
  }

  /** Compares newest snapshot and baseline, and keeps and reports what came of it. */
  async #evaluate(deviceRef: string): Promise<StoredDrift | undefined> {
    for (let left = TRIES; left > 0; left--) {
      const [snapshots, [baseline]] = await Promise.all([
        this.#store.snapshots(deviceRef),
        this.#store.baselines(deviceRef),
      ]);
      const [newest] = snapshots;
      const isSame =
        !newest ||
        !baseline ||
        snapshots.find(({ id }) => id === baseline.snapshotId)?.contentHash ===
          newest.contentHash;
      const compared = isSame
        ? undefined
        : await this.#compare(deviceRef, baseline.snapshotId, newest.id);
      const result = await this.#database.transaction(async transaction => {
        await this.#store.lock(transaction, deviceRef);
        const [nowNewest] = await this.#store.snapshots(deviceRef, transaction);
        const [nowBaseline] = await this.#store.baselines(
          deviceRef,
          transaction,
        );
        const isCurrent =
          nowNewest?.id === newest?.id && nowBaseline?.id === baseline?.id;
        return isCurrent
          ? {
              drift: await this.#settle(transaction, {
                deviceRef,
                snapshots,
                baseline,
                compared,
              }),
            }
          : undefined;
      });
      if (result) {
        return result.drift;
      }
    }
    throw new ConflictError(
      `The configuration of ${deviceRef} changes faster than it can be compared; send it again`,
    );
  }

  async #settle(
    transaction: Knex.Transaction,
    options: {
      deviceRef: string;
      snapshots: readonly StoredSnapshot[];
      baseline: StoredBaseline | undefined;
      compared: { added: number; removed: number } | undefined;
    },
  ): Promise<StoredDrift | undefined> {
    const { deviceRef, snapshots, compared } = options;
    const [newest, before] = snapshots;
    const at = this.#clock.now().toISOString();
    const known = await this.#store.drift(deviceRef, transaction);
    let drift: StoredDrift | undefined;
    if (compared && known?.snapshotId === newest.id) {
      drift = { ...known, added: compared.added, removed: compared.removed };
    } else if (compared) {
      const found = await approvedChange(transaction, {
        deviceRef,
        from: before?.lastSeenAt ?? newest.takenAt,
        to: newest.takenAt,
      });
      // One change outside is not made good by a later one inside.
      const isStillOutside =
        known?.change === 'outside' && found.change === 'inside';
      drift = {
        snapshotId: newest.id,
        added: compared.added,
        removed: compared.removed,
        change: isStillOutside ? 'outside' : found.change,
        evidence: isStillOutside ? known.evidence : found.evidence,
        since: known?.since ?? newest.takenAt,
      };
    }
    await this.#store.setDrift(transaction, deviceRef, drift);
    await this.#report(transaction, { deviceRef, drift, at });
    const isOther =
      drift?.snapshotId !== known?.snapshotId ||
      drift?.change !== known?.change;
    if (isOther) {
      await this.#outcomes.append(
        transaction,
        [
          {
            type: drift ? 'configuration-drifted' : 'configuration-restored',
            subject: drift?.snapshotId ?? newest?.id ?? deviceRef,
            deviceRef,
            payload: drift
              ? {
                  added: drift.added,
                  removed: drift.removed,
                  change: drift.change,
                }
              : {},
          },
        ],
        at,
      );
    }
    return drift;
  }

  async #report(
    transaction: Knex.Transaction,
    options: {
      deviceRef: string;
      drift: StoredDrift | undefined;
      at: string;
    },
  ): Promise<void> {
    const { deviceRef, drift, at } = options;
    await this.#hygiene.report(transaction, {
      at,
      reports: [
        {
          deviceRef,
          kind: 'configuration-drift',
          source: 'configuration',
          signals: drift
            ? [
                {
                  key: 'baseline',
                  title:
                    drift.change === 'outside'
                      ? 'Configuration changed outside of an approved change'
                      : 'Configuration changed within an approved change, and not approved yet',
                  // No line of it: the difference is shown where secrets are masked and access is checked.
                  facts: [
                    { name: 'Lines added', value: String(drift.added) },
                    { name: 'Lines removed', value: String(drift.removed) },
                    { name: 'Since', value: drift.since },
                    { name: 'Change', value: drift.evidence },
                  ],
                  ceiling: drift.change === 'inside' ? 'low' : undefined,
                },
              ]
            : [],
        },
      ],
    });
  }
}

/** Snapshots stand in the order of their instants, so one that comes at the same instant counts as a moment later. */
function laterThan(before: string | undefined, at: string): string {
  return before === undefined || before < at
    ? at
    : new Date(Date.parse(before) + 1).toISOString();
}
