import { boostedLogOdds } from '../../learn/boosting/boostedLogOdds';
import { explainBoosted } from '../../learn/boosting/explainBoosted';
import type { FixCase } from '../cases/FixCase';
import type { ForecastTerm } from '../ForecastTerm';
import { sigmoid } from '../logistic/sigmoid';
import { hasRanges, otFixFeatures } from './otFixFeatures';
import { OtFixHistory } from './OtFixHistory';
import type { OtDisclosureModel } from './OtFixModel';

/** A disclosure model, ready to forecast many cases. */
export class OtDisclosure {
  readonly #model: OtDisclosureModel;
  readonly #history: OtFixHistory;

  constructor(model: OtDisclosureModel) {
    this.#model = model;
    this.#history = OtFixHistory.fromJson(model.history);
  }

  /**
   * The chance that a fix is there on the day of disclosure.
   *
   * @throws ModelInputError for a malformed vector or date
   */
  probability(fixCase: FixCase): number {
    const { values } = otFixFeatures(fixCase, this.#history);
    return sigmoid(boostedLogOdds(this.#trees(values), values));
  }

  /** The log-odds of `probability`, by feature; they add up. */
  explain(fixCase: FixCase): ForecastTerm[] {
    const { values } = otFixFeatures(fixCase, this.#history);
    return explainBoosted(this.#trees(values), values);
  }

  #trees(values: readonly number[]) {
    return hasRanges(values) ? this.#model.withText : this.#model.withoutText;
  }
}
