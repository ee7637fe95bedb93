/**
 * What a person decided. Devices are named by key or alias; a decision on a device that was not seen yet waits for it.
 *
 * @public
 */
export type DeviceDecision =
  | { kind: 'adopt'; device: string; by: string; at: string }
  | { kind: 'dismiss'; device: string; by: string; at: string }
  | { kind: 'same'; devices: [string, string]; by: string; at: string }
  | { kind: 'different'; devices: [string, string]; by: string; at: string }
  | {
      kind: 'alias';
      field: 'vendor' | 'model';
      /** As sources write it; case, diacritics and white space do not matter. */
      written: string;
      /** What it stands for. */
      value: string;
      by: string;
      at: string;
    };
