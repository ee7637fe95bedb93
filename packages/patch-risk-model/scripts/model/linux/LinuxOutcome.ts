import type { FixOutcome } from '../../../src/forecast/pooled/FixOutcome';

/** A fix in a Linux distribution, with what the bootstrap needs. */
export interface LinuxOutcome extends FixOutcome {
  /** Start of the clock, YYYY-MM-DD. */
  startedOn: string;
  /** Days from the start of the clock to the fix; at least 0. */
  days: number;
  /** What is drawn together: the CVE of backports, the advisory of errata. */
  cluster: string;
}
