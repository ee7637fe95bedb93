import { isInRange } from './isInRange';
import type { RawDevice } from './RawDevice';
import type { RawClaim, RawFeeds } from './RawFeeds';

/** Findings of a device that one fix closes, or that wait for one. */
export interface RawGroup {
  cves: string[];
  /** What is said of each member, in the order of `cves`. */
  claims: RawClaim[];
  /** What is said of the member whose fix comes last. */
  last: RawClaim;
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
  const scoreOf = ({ cve }: RawClaim) =>
    feeds.vulnerabilities.get(cve)?.baseScore ?? -1;
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
    const claim = chosen(claims);
    const { state, fixedVersion } = claim;
    const key = state === 'available' && fixedVersion ? fixedVersion : '';
    const group = groups.get(key) ?? { cves: [], claims: [], last: claim };
    group.cves.push(cve);
    group.claims.push(claim);
    const further = (one: RawClaim, other: RawClaim) =>
      FURTHEST.indexOf(other.state) - FURTHEST.indexOf(one.state) ||
      scoreOf(one) - scoreOf(other);
    if (further(claim, group.last) > 0) group.last = claim;
    groups.set(key, group);
  }
  return [...groups.values()];
}
