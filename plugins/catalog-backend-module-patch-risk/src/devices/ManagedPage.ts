import type { ManagedDevice } from './ManagedDevice';

/** What became of the managed devices, in the order of revisions. */
export interface ManagedPage {
  items: {
    key: string;
    revision: number;
    /** Undefined where the device is no longer managed under this key. */
    device: ManagedDevice | undefined;
  }[];
  /** Revision after which the next page begins. */
  next: number;
  hasMore: boolean;
}
