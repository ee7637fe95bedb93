import type { ForecastTerm } from './ForecastTerm';
import { fixBasis } from './fixBasis';
import { HORIZON_WEEKS } from './hazard/horizon';
import type { OtFixModel } from './fix/OtFixModel';
import type { FixPromise } from './promises/FixPromise';
import type { RhythmModel } from './rhythm/RhythmModel';
import { shippedFixModel } from './shippedFixModel';

/** What an advisory says about a fix. @public */
export type FixRemediationState =
  | 'available'
  | 'announced'
  | 'none_available'
  | 'no_fix_planned'
  | 'unknown';

/** @public */
export interface FixForecastInput {
  vendor?: string;
  /** Used where `productsAffectedText` is given. */
  product?: string;
  /** Its year tells old flaws of bought parts; used where `productsAffectedText` is given. */
  cve?: string;
  /**
   * Products and versions as the advisory words them, for example
   * `SIMATIC S7-1500: All versions < V3.1`. With it, the state `unknown` is
   * forecast from product words and version ranges instead of the vendor alone;
   * `disclosedOn` is then the day of the advisory's release.
   */
  productsAffectedText?: string;
  cvssVector?: string;
  cvssBaseScore?: number;
  cwes: string[];
  /** Used where `productsAffectedText` is given. */
  sectors?: string[];
  disclosedOn?: string;
  asOf: string;
  state: FixRemediationState;
  availableSince?: string;
  /** Date that the vendor announced for the fix. */
  plannedFor?: string;
}

/** @public */
export interface FixForecastOptions {
  /** Lets late fixes come on the days on which vendors publish; without it, on any day alike. */
  rhythm?: RhythmModel;
  /** Earlier announcements and what came of them; without them, the stated default counts. */
  promises?: readonly FixPromise[];
  /** The model of OT advisories; the shipped one by default. */
  otModel?: OtFixModel;
}

/** @public */
export interface FixForecast {
  /** 52 chances that no fix exists at the end of week t, from `asOf` on. */
  survival: number[];
  /** Days from `asOf`; absent where the forecast abstains. */
  medianDays?: number;
  /** 10 % quantile, in days from `asOf`. */
  lower80Days?: number;
  /** 90 % quantile, in days from `asOf`. */
  upper80Days?: number;
  /** Why a median or an end of the interval is missing. */
  abstained?: string;
  basis: 'available' | 'announced' | 'model' | 'none';
  imputed: string[];
  terms: ForecastTerm[];
}

const HORIZON_DAYS = HORIZON_WEEKS * 7;

/**
 * Forecasts when a fix exists, from what the advisory says and, where it does
 * not say, from the fix model: the chance that the advisory names a fix at
 * disclosure, and the hazard that it comes to name one later. Formulas and
 * evidence: docs/models/fix-product.md and docs/models/fix-ot.md.
 *
 * @throws ModelInputError for a malformed vector, score, date, state or promise
 * @public
 */
export function forecastFix(
  input: FixForecastInput,
  options: FixForecastOptions = {},
): FixForecast {
  const { survivalAt, basis, imputed, terms, abstained, givenUpToProbability } =
    fixBasis(input, { model: shippedFixModel, ...options });
  const survival: number[] = [];
  for (let week = 1; week <= HORIZON_WEEKS; week++) {
    survival.push(survivalAt(week * 7));
  }
  const given = abstained === undefined ? 1 : givenUpToProbability ?? 0;
  const quantile = (probability: number) => {
    if (probability > given) {
      return undefined;
    }
    for (let days = 0; days <= HORIZON_DAYS; days++) {
      if (survivalAt(days) <= 1 - probability + 1e-12) {
        return days;
      }
    }
    return undefined;
  };
  const lower80Days = quantile(0.1);
  const medianDays = quantile(0.5);
  const upper80Days = quantile(0.9);
  const isWhole = abstained === undefined && upper80Days !== undefined;
  return {
    survival,
    basis,
    imputed,
    terms,
    ...(lower80Days === undefined ? {} : { lower80Days }),
    ...(medianDays === undefined ? {} : { medianDays }),
    ...(upper80Days === undefined ? {} : { upper80Days }),
    ...(isWhole ? {} : { abstained: abstained ?? beyondHorizon(survival) }),
  };
}

function beyondHorizon(survival: readonly number[]): string {
  const chance = Math.round((1 - survival[HORIZON_WEEKS - 1]) * 100);
  return `The chance of a fix within ${HORIZON_WEEKS} weeks is ${chance} %, so quantiles above it lie beyond the horizon`;
}
