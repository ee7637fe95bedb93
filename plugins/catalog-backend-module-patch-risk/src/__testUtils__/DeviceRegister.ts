import type { ManagedDevice } from '../devices/ManagedDevice';
import type { ManagedDevices } from '../devices/ManagedDevices';
import type { ManagedPage } from '../devices/ManagedPage';

/** Managed devices in memory, told as the plugin tells them: each once, with its latest revision. */
export class DeviceRegister implements ManagedDevices {
  /** What was asked for, as `after`. */
  readonly asked: number[] = [];
  readonly #items = new Map<string, ManagedPage['items'][number]>();
  readonly #pageSize: number;
  #revision = 0;

  private constructor(pageSize: number) {
    this.#pageSize = pageSize;
  }

  static create(options: { pageSize?: number } = {}): DeviceRegister {
    return new DeviceRegister(options.pageSize ?? 500);
  }

  put(key: string, facts: Partial<ManagedDevice> = {}): void {
    this.#set(key, {
      aliases: [],
      title: `Device ${key}`,
      macs: [],
      ips: [],
      hostnames: [],
      ...facts,
      key,
    });
  }

  remove(key: string): void {
    this.#set(key, undefined);
  }

  async read(options: { after: number; limit: number }): Promise<ManagedPage> {
    const { after, limit } = options;
    this.asked.push(after);
    const size = Math.min(limit, this.#pageSize);
    const rest = [...this.#items.values()]
      .filter(({ revision }) => revision > after)
      .sort((one, other) => one.revision - other.revision);
    const items = rest.slice(0, size);
    return {
      items,
      next: items.at(-1)?.revision ?? after,
      hasMore: rest.length > size,
    };
  }

  #set(key: string, device: ManagedDevice | undefined): void {
    this.#items.set(key, { key, revision: ++this.#revision, device });
  }
}
