import type { DeviceDecision } from '@patch-risk/discovery';

/** A part of all observations that has no link with the rest, as of one revision. */
export interface LinkedPart {
  revision: number;
  observations: { id: string; content: string; device: string }[];
  devices: { key: string; content: string; formerKeys: string[] }[];
  decisions: DeviceDecision[];
  clocks: Array<[string, string]>;
}
