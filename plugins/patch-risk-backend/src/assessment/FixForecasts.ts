import type { FindingRemediation } from '@patch-risk/backstage-plugin-patch-risk-common';
import type {
  FixForecast,
  FixForecastInput,
  NamedCurve,
} from '@patch-risk/model';
import type { AdvisedProduct } from '../findings/AdvisedProduct';
import { adviceOf } from './adviceOf';
import type { AssessVulnerability } from './AssessInput';
import type { CurveShelf } from './CurveShelf';
import type { Forecasters } from './Forecasters';
import { promiseWords } from './promiseWords';

/** A fix forecast as the score uses it. */
export interface FixView {
  survival: NamedCurve;
  /** ForecastSummary as JSON. */
  summary: string;
  medianDays?: number;
  basis: string;
  imputed: string[];
  /** What is known of days that the vendor announced before, where the forecast rests on one. */
  record?: string;
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
    /** As the device names it. */
    vendor?: string;
    vulnerability: AssessVulnerability;
    remediation: FindingRemediation;
    advisedProduct?: AdvisedProduct;
  }): FixView {
    const input = this.#inputOf(options);
    const key = JSON.stringify(input);
    let view = this.#views.get(key);
    if (!view) {
      view = this.#forecast(input);
      this.#views.set(key, view);
    }
    return view;
  }

  #inputOf(options: Parameters<FixForecasts['get']>[0]): FixForecastInput {
    const { vulnerability, remediation, advisedProduct } = options;
    const { state, availableSince, plannedFor } = remediation;
    const { cve, cvssVector, cwes, disclosedOn } = vulnerability;
    const input: FixForecastInput = {
      vendor: options.vendor,
      cvssVector,
      cwes,
      disclosedOn,
      asOf: this.#day,
      state,
      availableSince: availableSince?.slice(0, 10),
      plannedFor: plannedFor?.slice(0, 10),
    };
    return state === 'unknown' && advisedProduct
      ? { ...input, cve, ...adviceOf(advisedProduct) }
      : input;
  }

  #forecast(input: FixForecastInput): FixView {
    let forecast: FixForecast;
    try {
      forecast = this.#forecasters.forecastFix(input);
    } catch {
      // A malformed vector or date of one advisory counts as missing.
      forecast = this.#forecasters.forecastFix({
        ...input,
        cvssVector: undefined,
        cwes: [],
        disclosedOn: undefined,
        availableSince: undefined,
        plannedFor: undefined,
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
      ...(basis === 'announced'
        ? {
            record: promiseWords({
              vendor: input.vendor,
              ...this.#forecasters.promiseRecord({
                vendor: input.vendor,
                asOf: input.asOf,
              }),
            }),
          }
        : {}),
    };
  }
}
