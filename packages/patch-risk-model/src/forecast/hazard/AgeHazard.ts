/** A stretch of ages with one daily hazard; the last one has no end. @public */
export interface AgeBin {
  /** First day of age that belongs to the bin. */
  fromDay: number;
  /** Days that one person-period row of the bin spans. */
  rowDays: number;
}

/**
 * A piecewise constant hazard over the age of a vulnerability in days.
 *
 * Each bin's row probability q is spread over its days so that they give q
 * again: daily hazard = 1 − (1 − q)^(1 / rowDays). Survival is a product over
 * days, kept as a sum of logarithms.
 */
export class AgeHazard {
  readonly #starts: number[];
  readonly #dailyLogSurvival: number[];
  readonly #cumulative: number[];

  private constructor(starts: number[], dailyLogSurvival: number[]) {
    this.#starts = starts;
    this.#dailyLogSurvival = dailyLogSurvival;
    this.#cumulative = [0];
    for (let index = 1; index < starts.length; index++) {
      const days = starts[index] - starts[index - 1];
      this.#cumulative.push(
        this.#cumulative[index - 1] + days * dailyLogSurvival[index - 1],
      );
    }
  }

  static create(
    bins: readonly AgeBin[],
    rowProbabilities: readonly number[],
  ): AgeHazard {
    const daily = bins.map(
      (bin, index) =>
        Math.log1p(-Math.min(rowProbabilities[index], 1 - 1e-12)) / bin.rowDays,
    );
    return new AgeHazard(
      bins.map(bin => bin.fromDay),
      daily,
    );
  }

  /** Logarithm of the chance of no event on days 0 to `age` − 1. */
  logSurvival(age: number): number {
    let index = this.#starts.length - 1;
    while (index > 0 && this.#starts[index] > age) {
      index--;
    }
    return (
      this.#cumulative[index] +
      (age - this.#starts[index]) * this.#dailyLogSurvival[index]
    );
  }

  /** Chance of no event in `days` days, given none before `age`. */
  survival(age: number, days: number): number {
    return Math.exp(this.logSurvival(age + days) - this.logSurvival(age));
  }
}
