import type { SchedulerServiceTaskRunner } from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { PROVIDER_LOCATION } from '../entities/PROVIDER_LOCATION';
import type { DeviceSync } from './DeviceSync';

/** Gives the catalog the discovered devices, on a schedule, on one replica at a time. */
export class DeviceEntityProvider implements EntityProvider {
  readonly #sync: DeviceSync;
  readonly #runner: SchedulerServiceTaskRunner;

  private constructor(sync: DeviceSync, runner: SchedulerServiceTaskRunner) {
    this.#sync = sync;
    this.#runner = runner;
  }

  static create(options: {
    sync: DeviceSync;
    runner: SchedulerServiceTaskRunner;
  }): DeviceEntityProvider {
    return new DeviceEntityProvider(options.sync, options.runner);
  }

  getProviderName(): string {
    // The catalog keeps whose an entity is by this name.
    return PROVIDER_LOCATION;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#runner.run({
      id: 'patch-risk-devices',
      fn: async signal => {
        await this.#sync.run({ connection, signal });
      },
    });
  }
}
