import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { DeviceListStore } from '../database/DeviceListStore';
import type { DeviceAccess } from '../permissions/DeviceAccess';

/** Lets those through to a device who may see it. */
export class DeviceGate {
  readonly #access: DeviceAccess;
  readonly #lists: DeviceListStore;

  static create(options: { access: DeviceAccess; lists: DeviceListStore }) {
    return new DeviceGate(options.access, options.lists);
  }

  private constructor(access: DeviceAccess, lists: DeviceListStore) {
    this.#access = access;
    this.#lists = lists;
  }

  /** @throws NotFoundError in the same words for a device that does not exist and for one that the caller may not see */
  async require(
    credentials: BackstageCredentials,
    entityRef: string,
  ): Promise<void> {
    const visible = await this.#access.visibleDevices(credentials);
    if (visible && !(await this.#lists.contains({ visible }, entityRef))) {
      throw new NotFoundError(`There is no device ${entityRef}`);
    }
  }
}
