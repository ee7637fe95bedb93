import { HORIZON_WEEKS } from '../horizon';
import type { HazardBins } from './HazardBins';

/**
 * Chances of no event from one week's end to the next, for a hazard in bins. Weeks inside one bin share a value, so that
 * an exponential is taken once a bin and not once a week.
 */
export class WeeklyRatios {
  /** Of the latest `fill`, where it answered undefined. */
  readonly values = new Float64Array(HORIZON_WEEKS);
  readonly #fromDay: Float64Array;
  readonly #rowDays: Float64Array;
  readonly #shift: Float64Array;
  readonly #last: number;
  readonly #isLogistic: boolean;
  /** By bin, for the log-odds asked last: many findings share those of a model without covariates. */
  readonly #dailyLogs: Float64Array;
  #logOdds = Number.NaN;

  static create(bins: HazardBins): WeeklyRatios {
    return new WeeklyRatios(bins);
  }

  private constructor(bins: HazardBins) {
    this.#fromDay = Float64Array.from(bins.fromDay);
    this.#rowDays = Float64Array.from(bins.rowDays);
    this.#shift = Float64Array.from(bins.shift);
    this.#last = bins.fromDay.length - 1;
    this.#isLogistic = bins.link !== 'log';
    this.#dailyLogs = new Float64Array(bins.fromDay.length);
  }

  /** Logarithm of the chance of no event on one day of a bin. */
  #daily(bin: number, logOdds: number): number {
    if (logOdds !== this.#logOdds) {
      this.#logOdds = logOdds;
      this.#dailyLogs.fill(Number.NaN);
    }
    const known = this.#dailyLogs[bin];
    if (!Number.isNaN(known)) {
      return known;
    }
    const value = logOdds + this.#shift[bin];
    const chance = 1 / (1 + Math.exp(-value));
    const row = this.#isLogistic
      ? Math.log1p(-Math.min(chance, 1 - 1e-12))
      : -Math.exp(value);
    const daily = row / this.#rowDays[bin];
    this.#dailyLogs[bin] = daily;
    return daily;
  }

  #binAt(age: number): number {
    let bin = this.#last;
    while (bin > 0 && this.#fromDay[bin] > age) {
      bin--;
    }
    return bin;
  }

  /** Logarithm of the chance of no event from the first bin's start to an age. */
  logSurvival(logOdds: number, age: number): number {
    const end = this.#binAt(age);
    let sum = (age - this.#fromDay[end]) * this.#daily(end, logOdds);
    for (let bin = 0; bin < end; bin++) {
      sum +=
        (this.#fromDay[bin + 1] - this.#fromDay[bin]) *
        this.#daily(bin, logOdds);
    }
    return sum;
  }

  /** @returns the ratio of every week where it is the same, else undefined with `values` filled */
  fill(logOdds: number, age: number): number | undefined {
    let bin = this.#binAt(age);
    let daily = this.#daily(bin, logOdds);
    let ratio = Math.exp(7 * daily);
    if (bin === this.#last) {
      return ratio;
    }
    const { values } = this;
    let day = age;
    for (let week = 0; week < HORIZON_WEEKS; week++) {
      const end = day + 7;
      if (bin === this.#last || end <= this.#fromDay[bin + 1]) {
        values[week] = ratio;
        day = end;
        continue;
      }
      let sum = 0;
      while (bin < this.#last && this.#fromDay[bin + 1] < end) {
        sum += (this.#fromDay[bin + 1] - day) * daily;
        bin++;
        day = this.#fromDay[bin];
        daily = this.#daily(bin, logOdds);
      }
      values[week] = Math.exp(sum + (end - day) * daily);
      ratio = Math.exp(7 * daily);
      day = end;
    }
    return undefined;
  }
}
