import type { FixCase } from '../cases/FixCase';
import type { FixCaseForecast } from '../cases/FixCaseForecast';
import { normaliseVendor } from '../features/normaliseVendor';
import { parseDay } from '../features/parseDay';
import type { ForecastTerm } from '../ForecastTerm';
import { lateAbstention, WATCHED_DAYS } from './lateAbstention';
import { lateSurvival } from './lateSurvival';
import { notionOf, type OtFixNotion } from './notionOf';
import { OtDisclosure } from './OtDisclosure';
import type { OtFixModel } from './OtFixModel';

const FORECAST_DAYS: readonly number[] = [0, 7, 30, 90, 180, 365];

/** A fix model of OT advisories, ready to forecast many cases. */
export class OtFixForecaster {
  readonly #model: OtFixModel;
  readonly #parts: Record<OtFixNotion, OtDisclosure>;

  constructor(model: OtFixModel) {
    this.#model = model;
    this.#parts = {
      advisory: new OtDisclosure(model.advisories),
      productList: new OtDisclosure(model.productLists),
    };
  }

  /**
   * The chance that a fix was there on the day of disclosure.
   *
   * @param options - `notion`: what counts as a fix, by the look of the case by default
   * @throws ModelInputError for a malformed vector or date
   */
  atDisclosure(
    fixCase: FixCase,
    options: { asOf: string; notion?: OtFixNotion },
  ): number {
    const { asOf, notion = notionOf(fixCase) } = options;
    return this.#parts[notion].probability(dated(fixCase, asOf));
  }

  /** Log-odds of `atDisclosure` by feature, baseline first; they add up. */
  explain(
    fixCase: FixCase,
    options: { asOf: string; notion?: OtFixNotion },
  ): ForecastTerm[] {
    const { asOf, notion = notionOf(fixCase) } = options;
    return this.#parts[notion].explain(dated(fixCase, asOf));
  }

  /**
   * When a fix exists, from disclosure on: `1 − (1 − p₀) · S(d)` with the
   * chance at disclosure p₀ and the survival S of the late hazard.
   *
   * @throws ModelInputError for a malformed vector or date
   */
  forecast(
    fixCase: FixCase,
    options: { asOf: string; notion?: OtFixNotion; days?: readonly number[] },
  ): FixCaseForecast {
    const { days = FORECAST_DAYS } = options;
    parseDay('asOf', options.asOf);
    const { late } = this.#model;
    const vendor = normaliseVendor(fixCase.vendor);
    const atOnce = this.atDisclosure(fixCase, options);
    const chance = (day: number) =>
      1 - (1 - atOnce) * lateSurvival(late, vendor, day);
    const dayOf = (level: number): number | undefined => {
      if (chance(WATCHED_DAYS) < level) {
        return undefined;
      }
      let low = -1;
      let high = WATCHED_DAYS;
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (chance(middle) >= level) {
          high = middle;
        } else {
          low = middle;
        }
      }
      return high;
    };
    const abstained = this.#reasonToAbstain(vendor, dayOf(0.9));
    return {
      fixedProbabilities: days.map(day => chance(Math.max(0, day))),
      medianDays: dayOf(0.5),
      lower80Days: dayOf(0.1),
      upper80Days: dayOf(0.9),
      ...(abstained === undefined ? {} : { abstained }),
    };
  }

  #reasonToAbstain(
    vendor: string | undefined,
    upper80Days: number | undefined,
  ): string | undefined {
    if (upper80Days === 0) {
      return undefined;
    }
    return lateAbstention(
      this.#model.late,
      vendor,
      upper80Days ?? WATCHED_DAYS + 1,
    );
  }
}

/** Without a day of disclosure the calendar is that of the forecast. */
function dated(fixCase: FixCase, asOf: string): FixCase {
  return fixCase.disclosed === undefined
    ? { ...fixCase, disclosed: asOf }
    : fixCase;
}
