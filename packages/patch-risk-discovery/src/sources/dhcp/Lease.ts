import type { RecordProblem } from '@patch-risk/match';

/** A lease as one of the formats tells it, before its texts are checked. */
export interface Lease {
  line: number;
  mac?: string;
  ip?: string;
  hostname?: string;
  /** When the client last spoke with the server. */
  seenAt?: string;
  /** Whether the client has the address; of one that is over, the address may be another's. */
  active: boolean;
}

/** A lease, or what is wrong at a line. */
export type LeaseItem =
  | { lease: Lease }
  | { problem: { line: number } & Omit<RecordProblem, 'record'> };
