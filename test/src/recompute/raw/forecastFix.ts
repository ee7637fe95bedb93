import { WEEKS } from '../formula';
import type { RawVulnerability } from './RawFeeds';
import { ageFeatures, logOdds, logSurvival, models, sigmoid } from './models';
import { vendorName } from './vendorName';

/** Chance that no fix exists at the end of each week, the median day of it, and whether an input was missing. */
export function forecastFix(options: {
  state: string;
  vendor: string;
  lead: RawVulnerability;
  day: string;
}): { survival: number[]; medianDays?: number; imputed: boolean } {
  const { state, lead, day } = options;
  const vendor = vendorName(options.vendor);
  const { bins, late, oldestAgeDays, followedVendors } = models.fix;
  const { atDisclosure, vendorLogOdds, reversalAnnualProbability } = models.fix;
  const rows = bins.map((_, i) => sigmoid(logOdds(late, ageFeatures(bins, i))));
  const realAge = (Date.parse(day) - Date.parse(lead.disclosedOn)) / 86_400_000;
  const age = Math.min(realAge, oldestAgeDays);
  const since = (days: number) => Math.exp(logSurvival(bins, rows, age + days));
  let at: (days: number) => number;
  let imputed = false;
  let abstains = false;
  if (state === 'available') {
    at = () => 0;
  } else if (state === 'no_fix_planned') {
    at = days => (1 - reversalAnnualProbability) ** (days / 365);
    abstains = true;
  } else if (state === 'none_available') {
    at = days => since(days) / since(0);
    imputed = !followedVendors.includes(vendor);
    abstains = imputed || realAge > oldestAgeDays;
  } else if (state === 'unknown') {
    const known = vendorLogOdds[vendor];
    const p0 = sigmoid(
      logOdds(
        atDisclosure,
        known === undefined ? {} : { 'vendor.fixAtDisclosure': known },
      ),
    );
    at = days => (1 - p0) * since(days);
    imputed = known === undefined;
    abstains = imputed;
  } else {
    throw new Error(`A state that this test cannot forecast: ${state}`);
  }
  const days = [...Array(365).keys()].find(d => at(d) <= 0.5 + 1e-12);
  return {
    survival: WEEKS.map(i => at(7 * (i + 1))),
    medianDays: abstains ? undefined : days,
    imputed,
  };
}
