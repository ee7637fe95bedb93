import type { VersionRangeKind } from './text/VersionRangeKind';

/** Outcome and weight sums of a vendor, a word, or another group. */
export interface OutcomeTally {
  /** Weight of the advisories with a fix. */
  fixed: number;
  /** Weight of all advisories. */
  total: number;
}

/**
 * Shape of the history in the model's JSON: `[fixed, total]` by group.
 *
 * @public
 */
export interface OtFixHistoryJson {
  all: [number, number];
  kinds: Record<string, [number, number]>;
  groups: Record<string, [number, number]>;
}

/** What the history knows about a case. */
export interface HistoryDescription {
  /** Shrunk log-odds of a fix over the vendor's earlier advisories, less those of all. */
  vendorLogOdds: number;
  /** Weight of the vendor's earlier advisories. */
  vendorTotal: number;
  /** As `vendorLogOdds`, of the vendor's entries with the same kind of range, less those of the kind. */
  vendorKindLogOdds: number;
  vendorKindTotal: number;
  /** Mean, least and greatest of the shrunk log-odds of the product's words, less those of all. */
  wordMean: number;
  wordLeast: number;
  wordGreatest: number;
  /** Same as `wordMean`, for words together with the kind of range. */
  wordKindMean: number;
  wordKindLeast: number;
}

/** Advisories' worth of the mean that a group starts with. */
const VENDOR_PRIOR = 3;
const WORD_PRIOR = 2;

/**
 * Outcomes of earlier advisories by vendor and by word of the product's name,
 * with partial pooling: a group's rate is pulled to the rate above it by a few
 * advisories' worth, so that a group that was seen once hardly moves.
 */
export class OtFixHistory {
  #all: OutcomeTally = { fixed: 0, total: 0 };
  readonly #kinds = new Map<string, OutcomeTally>();
  readonly #groups = new Map<string, OutcomeTally>();

  /** Adds one outcome; an advisory's weights should add up to one. */
  add(options: {
    vendor: string | undefined;
    tokens: readonly string[];
    kind: VersionRangeKind;
    hasFix: boolean;
    weight: number;
  }): void {
    const { vendor, tokens, kind, hasFix, weight } = options;
    const fixed = hasFix ? weight : 0;
    this.#all.fixed += fixed;
    this.#all.total += weight;
    const count = (tallies: Map<string, OutcomeTally>, key: string) => {
      const tally = tallies.get(key) ?? { fixed: 0, total: 0 };
      tally.fixed += fixed;
      tally.total += weight;
      tallies.set(key, tally);
    };
    count(this.#kinds, kind);
    for (const key of [
      `v:${vendor ?? ''}`,
      ...tokens.map(each => `w:${each}`),
    ]) {
      count(this.#groups, key);
      count(this.#groups, `${key}|${kind}`);
    }
  }

  /** What is known of a vendor and of words before the next `add`. */
  describe(options: {
    vendor: string | undefined;
    tokens: readonly string[];
    kind: VersionRangeKind;
  }): HistoryDescription {
    const { vendor, tokens, kind } = options;
    const base = rate(this.#all, 0.9, 1);
    const kindBase = rate(this.#kinds.get(kind), base, VENDOR_PRIOR);
    const vendorTally = this.#groups.get(`v:${vendor ?? ''}`);
    const vendorKindTally = this.#groups.get(`v:${vendor ?? ''}|${kind}`);
    const words = this.#words(tokens, '', base);
    const wordKinds = this.#words(tokens, `|${kind}`, kindBase);
    return {
      vendorLogOdds: logOddsOf(vendorTally, base, VENDOR_PRIOR),
      vendorTotal: vendorTally?.total ?? 0,
      vendorKindLogOdds: logOddsOf(vendorKindTally, kindBase, VENDOR_PRIOR),
      vendorKindTotal: vendorKindTally?.total ?? 0,
      wordMean: words.mean,
      wordLeast: words.least,
      wordGreatest: words.greatest,
      wordKindMean: wordKinds.mean,
      wordKindLeast: wordKinds.least,
    };
  }

  #words(tokens: readonly string[], suffix: string, base: number) {
    let sum = 0;
    let weights = 0;
    let least = 0;
    let greatest = 0;
    for (const token of tokens) {
      const tally = this.#groups.get(`w:${token}${suffix}`);
      if (tally) {
        const value = logOddsOf(tally, base, WORD_PRIOR);
        const weight = tally.total / (tally.total + WORD_PRIOR);
        sum += weight * value;
        weights += weight;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    return { mean: weights === 0 ? 0 : sum / weights, least, greatest };
  }

  /**
   * The history as JSON, without words that weigh less than `leastWordTotal`:
   * they would hardly move a forecast.
   */
  toJson(leastWordTotal: number): OtFixHistoryJson {
    const pair = (tally: OutcomeTally): [number, number] => [
      Number(tally.fixed.toPrecision(4)),
      Number(tally.total.toPrecision(4)),
    ];
    const groups: OtFixHistoryJson['groups'] = {};
    for (const [key, tally] of [...this.#groups].sort(([a], [b]) =>
      a < b ? -1 : 1,
    )) {
      if (key.startsWith('v:') || tally.total >= leastWordTotal) {
        groups[key] = pair(tally);
      }
    }
    const kinds: OtFixHistoryJson['kinds'] = {};
    for (const [key, tally] of this.#kinds) {
      kinds[key] = pair(tally);
    }
    return { all: pair(this.#all), kinds, groups };
  }

  static fromJson(json: OtFixHistoryJson): OtFixHistory {
    const history = new OtFixHistory();
    history.#all = { fixed: json.all[0], total: json.all[1] };
    for (const [key, [fixed, total]] of Object.entries(json.kinds)) {
      history.#kinds.set(key, { fixed, total });
    }
    for (const [key, [fixed, total]] of Object.entries(json.groups)) {
      history.#groups.set(key, { fixed, total });
    }
    return history;
  }
}

function rate(
  tally: OutcomeTally | undefined,
  base: number,
  prior: number,
): number {
  const { fixed, total } = tally ?? { fixed: 0, total: 0 };
  return (fixed + prior * base) / (total + prior);
}

function logOddsOf(
  tally: OutcomeTally | undefined,
  base: number,
  prior: number,
): number {
  const own = Math.min(Math.max(rate(tally, base, prior), 0.005), 0.995);
  const mean = Math.min(Math.max(base, 0.005), 0.995);
  return Math.log(own / (1 - own)) - Math.log(mean / (1 - mean));
}
