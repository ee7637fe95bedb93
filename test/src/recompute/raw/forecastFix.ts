import { sum, WEEKS } from '../formula';
import { fixAtRelease } from './fixAtRelease';
import type { RawClaim, RawVulnerability } from './RawFeeds';
import { inRhythm } from './inRhythm';
import { ageFeatures, logOdds, logSurvival, models, sigmoid } from './models';
import { vendorName } from './vendorName';

/** No advisory was watched for longer. */
const WATCHED_DAYS = 1_650;

/** Chance that no fix exists at the end of each week, the median day of it, and whether an input was missing. */
export function forecastFix(options: {
  claim: RawClaim;
  vulnerability: RawVulnerability;
  /** As the device names it. */
  vendor: string;
  day: string;
}): { survival: number[]; medianDays?: number; imputed: boolean } {
  const { claim, vulnerability, day } = options;
  const { state } = claim;
  const daysSince = (date: string) =>
    (Date.parse(day) - Date.parse(date)) / 86_400_000;
  let at: (days: number) => number;
  let imputed = false;
  let abstains = false;
  if (state === 'available') {
    at = () => 0;
  } else if (state === 'no_fix_planned') {
    const { reversalAnnualProbability } = models.fix;
    at = days => (1 - reversalAnnualProbability) ** (days / 365);
    abstains = true;
  } else if (state === 'none_available') {
    const { bins, late, oldestAgeDays, followedVendors } = models.fix;
    const rows = bins.map((_, i) =>
      sigmoid(logOdds(late, ageFeatures(bins, i))),
    );
    const realAge = daysSince(vulnerability.disclosedOn);
    const age = Math.min(realAge, oldestAgeDays);
    const since = (days: number) =>
      Math.exp(logSurvival(bins, rows, age + days));
    at = days => since(days) / since(0);
    imputed = !followedVendors.includes(vendorName(options.vendor));
    abstains = imputed || realAge > oldestAgeDays;
  } else if (state === 'unknown') {
    const { late } = models.fixOt;
    const name = vendorName(claim.vendor);
    const p0 = fixAtRelease(claim);
    const realAge = daysSince(claim.releasedOn);
    const age = Math.min(realAge, WATCHED_DAYS);
    const factor = late.vendorFactors[name] ?? 1;
    at = days => {
      const hazards = late.dailyHazards.map((daily, i) => {
        const until = Math.min(age + days, late.fromDays[i + 1] ?? Infinity);
        return daily * Math.max(0, until - late.fromDays[i]);
      });
      return (1 - p0) * Math.exp(-factor * sum(hazards));
    };
    imputed = !(name in late.vendorFactors);
    const isFollowed =
      name in late.vendorEvents && realAge + 364 <= WATCHED_DAYS;
    abstains = p0 < 0.5 && !isFollowed;
  } else {
    throw new Error(`A state that this test cannot forecast: ${state}`);
  }
  if (state === 'none_available' || state === 'unknown') {
    const publisher = state === 'unknown' ? claim.vendor : options.vendor;
    at = inRhythm(at, { day, vendor: vendorName(publisher) });
  }
  const days = [...Array(365).keys()].find(d => at(d) <= 0.5 + 1e-12);
  return {
    survival: WEEKS.map(i => at(7 * (i + 1))),
    medianDays: abstains ? undefined : days,
    imputed,
  };
}
