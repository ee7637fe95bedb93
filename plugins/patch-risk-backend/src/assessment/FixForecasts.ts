import type { FindingRemediation } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { NamedCurve } from '@patch-risk/model';
import type { AssessVulnerability } from './AssessInput';
import type { CurveShelf } from './CurveShelf';
import type { Forecasters } from './Forecasters';

/** A fix forecast as the score uses it. */
export interface FixView {
  survival: NamedCurve;
  /** ForecastSummary as JSON. */
  summary: string;
  medianDays?: number;
  basis: string;
  imputed: string[];
}

/** Forecasts each fix once. */
export class FixForecasts {
  readonly #views = new Map<string, FixView>();
  readonly #forecasters: Forecasters;
  readonly #curves: CurveShelf;
  readonly #day: string;

  static create(options: {
    forecasters: Forecasters;
    curves: CurveShelf;
    asOf: string;
  }) {
    return new FixForecasts(options);
  }

  private constructor(options: Parameters<typeof FixForecasts.create>[0]) {
    this.#forecasters = options.forecasters;
    this.#curves = options.curves;
    this.#day = options.asOf.slice(0, 10);
  }

  get(options: {
    vendor?: string;
    product?: string;
    vulnerability: AssessVulnerability;
    remediation: FindingRemediation;
  }): FixView {
    const { vendor, product, vulnerability, remediation } = options;
    const { state, availableSince, plannedFor } = remediation;
    const { cvssVector, cwes, disclosedOn } = vulnerability;
    const key = `${vendor}|${product}|${state}|${availableSince}|${plannedFor}|${cvssVector}|${cwes.join()}|${disclosedOn}`;
    let view = this.#views.get(key);
    if (!view) {
      view = this.#forecast({
        vendor,
        product,
        cvssVector,
        cwes,
        disclosedOn,
        asOf: this.#day,
        state,
        availableSince: availableSince?.slice(0, 10),
        plannedFor: plannedFor?.slice(0, 10),
      });
      this.#views.set(key, view);
    }
    return view;
  }

  #forecast(input: Parameters<Forecasters['forecastFix']>[0]): FixView {
    let forecast: ReturnType<Forecasters['forecastFix']>;
    try {
      forecast = this.#forecasters.forecastFix(input);
    } catch {
      // A malformed vector or date of one advisory counts as missing.
      const { vendor, asOf, state } = input;
      forecast = this.#forecasters.forecastFix({
        vendor,
        asOf,
        state,
        cwes: [],
      });
    }
    const survival = new Float64Array(52);
    let before = 1;
    for (let week = 0; week < 52; week++) {
      before = Math.min(before, Math.max(0, forecast.survival[week]));
      survival[week] = before;
    }
    const { medianDays, lower80Days, upper80Days, abstained, basis } = forecast;
    return {
      survival: this.#curves.named('fix-survival', survival),
      summary: JSON.stringify({
        medianDays,
        lower80Days,
        upper80Days,
        abstained,
        basis,
      }),
      medianDays,
      basis,
      imputed: forecast.imputed,
    };
  }
}
