/** Switches that a test sets; each lowers itself as it is used up. */
export interface FaultSettings {
  /** The next n creates are stored, and their answer is lost. */
  loseCreateAnswers: number;
  /** The next n calls answer 429, with `retryAfterSeconds` when it is set. */
  tooManyRequests: number;
  /** The next n calls answer 503, with `retryAfterSeconds` when it is set. */
  unavailable: number;
  /** The next n calls answer 500 before anything happens. */
  serverErrors: number;
  retryAfterSeconds: number | undefined;
  /** Every call waits as long. */
  delayMs: number;
  /** How long a created or changed issue stays invisible to search. */
  searchLagMs: number;
}

const CALM: FaultSettings = {
  loseCreateAnswers: 0,
  tooManyRequests: 0,
  unavailable: 0,
  serverErrors: 0,
  retryAfterSeconds: undefined,
  delayMs: 0,
  searchLagMs: 0,
};

/** The faults that the stand-in plays at present. */
export class StandInFaults {
  #settings: FaultSettings = { ...CALM };

  get settings(): FaultSettings {
    return { ...this.#settings };
  }

  /** Sets what is given, keeps the rest; refuses what is no switch or no number of at least 0. */
  set(changes: Record<string, unknown>): FaultSettings {
    const next: FaultSettings = { ...this.#settings };
    for (const [name, value] of Object.entries(changes)) {
      if (!(name in CALM)) {
        throw new Error(
          `There is no fault switch ${name}; known are ${Object.keys(CALM).join(
            ', ',
          )}.`,
        );
      }
      if (typeof value !== 'number' || !(value >= 0)) {
        throw new Error(`${name} needs a number of at least 0.`);
      }
      Object.assign(next, { [name]: value });
    }
    this.#settings = next;
    return this.settings;
  }

  reset(): void {
    this.#settings = { ...CALM };
  }

  /** Takes one use of a switch, when it is on. */
  take(
    name:
      | 'loseCreateAnswers'
      | 'tooManyRequests'
      | 'unavailable'
      | 'serverErrors',
  ): boolean {
    if (this.#settings[name] <= 0) {
      return false;
    }
    this.#settings[name] -= 1;
    return true;
  }
}
