import type { Tlp } from './Tlp';

/**
 * What a source says of a vulnerability:
 *
 * - `sighting`: it was seen in the wild, so many times
 * - `use`: somebody with a name exploits or targets it
 * - `indicator`: a pattern for detecting its exploitation
 * - `capability`: a tool or a technique can exploit it
 * - `mention`: a report names it
 */
export type SightingKind =
  | 'sighting'
  | 'use'
  | 'indicator'
  | 'capability'
  | 'mention';

/** A report about one vulnerability. Days are `YYYY-MM-DD` in UTC. */
export interface Sighting {
  cve: string;
  kind: SightingKind;
  /** Who says it. */
  source: string;
  actors: string[];
  products: string[];
  /** Sectors of those that were attacked. */
  sectors: string[];
  firstSeenOn: string;
  lastSeenOn?: string;
  /** 0 says that it was looked for and not seen. */
  count: number;
  /** How sure the source is, in [0, 1]; undefined where it does not say. */
  confidence?: number;
  tlp?: Tlp;
}
