import type { DeviceField } from './DiscoveredDevice';

/**
 * What of a device can change. `key` changes where an older sighting comes later.
 *
 * @public
 */
export type ChangedField =
  | DeviceField
  | 'key'
  | 'aliases'
  | 'status'
  | 'macs'
  | 'ips'
  | 'hostnames'
  | 'services'
  | 'components'
  | 'conflicts'
  | 'sources';

/**
 * A difference between the devices before and after.
 *
 * @public
 */
export type DeviceChange =
  | { kind: 'added'; key: string }
  | {
      kind: 'changed';
      key: string;
      /** Lists are sorted texts; undefined where there was or is nothing. */
      fields: Partial<
        Record<
          ChangedField,
          { before?: string | string[]; after?: string | string[] }
        >
      >;
    }
  /** Devices `from` are now part of `key`. */
  | { kind: 'merged'; key: string; from: string[] }
  /** What was `key` is now several devices. */
  | { kind: 'split'; key: string; into: string[] }
  /** A source that goes on seeing others has not seen it for the configured time. */
  | {
      kind: 'vanished';
      key: string;
      source: string;
      site?: string;
      lastSeen: string;
      /** True where no source sees it any more. */
      everywhere: boolean;
    }
  | {
      kind: 'returned';
      key: string;
      source: string;
      site?: string;
      lastSeen: string;
    };
