import { isInRange } from './isInRange';
import type { RawDevice } from './RawDevice';
import type { RawClaim, RawFeeds } from './RawFeeds';

/** Findings of a device that one fix closes, or that wait for one. */
export interface RawGroup {
  cves: string[];
  /** That of the member which is furthest from a fix. */
  state: string;
}

const MOST_HELPFUL = [
  'available',
  'none_available',
  'no_fix_planned',
  'unknown',
];
const FURTHEST = ['no_fix_planned', 'none_available', 'unknown', 'available'];

function chosen(claims: RawClaim[]): RawClaim {
  const rank = ({ state }: RawClaim) => MOST_HELPFUL.indexOf(state);
  return claims.reduce((best, claim) => {
    const isLater =
      rank(claim) === rank(best) &&
      claim.fixedVersion !== undefined &&
      (best.fixedVersion === undefined ||
        isInRange(claim.fixedVersion, `>${best.fixedVersion}`));
    return rank(claim) < rank(best) || isLater ? claim : best;
  });
}

/**
 * The fix groups of a device by the same vendor, the same model and the version alone: enough for the demo, whose devices
 * are named as in the advisories.
 *
 * @returns undefined when no advisory names the product, or when the device has no version
 */
export function findingsOf(
  device: RawDevice,
  feeds: RawFeeds,
): RawGroup[] | undefined {
  const { vendor, model, version } = device;
  const named = feeds.claims.filter(
    claim => claim.vendor === vendor && claim.product === model,
  );
  if (named.length === 0 || version === undefined) return undefined;
  const affected = new Map<string, RawClaim[]>();
  for (const claim of named) {
    const isFixed = named.some(
      other =>
        other.cve === claim.cve &&
        other.status === 'fixed' &&
        isInRange(version, other.range),
    );
    if (
      claim.status === 'affected' &&
      !isFixed &&
      isInRange(version, claim.range)
    ) {
      affected.set(claim.cve, [...(affected.get(claim.cve) ?? []), claim]);
    }
  }
  const groups = new Map<string, RawGroup>();
  for (const [cve, claims] of [...affected].sort()) {
    const { state, fixedVersion } = chosen(claims);
    const key = state === 'available' && fixedVersion ? fixedVersion : '';
    const group = groups.get(key) ?? { cves: [], state };
    group.cves.push(cve);
    if (FURTHEST.indexOf(state) < FURTHEST.indexOf(group.state)) {
      group.state = state;
    }
    groups.set(key, group);
  }
  return [...groups.values()];
}
