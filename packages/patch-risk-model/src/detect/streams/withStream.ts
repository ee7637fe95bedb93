import { digits } from '../digits';
import type { StreamProfile } from './StreamProfile';
import type { StreamState } from './StreamState';

/** Streams that a profile remembers. */
const MEMORY_STREAMS = 50;
/** A stream that scatters more than it is high says nothing of others by its level. */
const MOST_SHARE = 1;

/**
 * A profile after one more stream of its kind; give streams once, when they
 * have seen two ordinary days or more.
 *
 * @public
 */
export function withStream(
  profile: StreamProfile | undefined,
  state: StreamState,
): StreamProfile {
  const known = profile?.streams ?? 0;
  const gain = Math.max(1 / (known + 1), 1 / MEMORY_STREAMS);
  const mean = (before: number | undefined, now: number) =>
    digits((before ?? now) + gain * (now - (before ?? now)), 6);
  const { level, scale, tail } = state;
  const share = scale / Math.max(Math.abs(level), scale, Number.MIN_VALUE);
  return {
    version: 1,
    streams: known + 1,
    scaleShare: mean(profile?.scaleShare, Math.min(share, MOST_SHARE)),
    exceedanceRate: mean(
      profile?.exceedanceRate,
      tail.exceedances / Math.max(tail.rows, 1),
    ),
    meanExcess: mean(profile?.meanExcess, tail.meanExcess),
  };
}
