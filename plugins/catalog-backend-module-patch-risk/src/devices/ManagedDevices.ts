import type { ManagedPage } from './ManagedPage';

/** Where managed devices are read. */
export interface ManagedDevices {
  /**
   * Reads what changed after a revision; each device is told once, with its latest revision.
   *
   * @throws where the devices cannot be read
   */
  read(options: { after: number; limit: number }): Promise<ManagedPage>;
}
