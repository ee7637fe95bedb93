import type { OtFixModel } from '../../forecast/fix/OtFixModel';
import { shippedOtFixModel } from '../../forecast/fix/shippedOtFixModel';
import type { DatedFixCase } from './DatedFixCase';
import type { DatedFixWatch } from './DatedFixWatch';
import type { PartTry } from './PartTry';
import { tryDisclosure } from './tryDisclosure';
import { tryLate } from './tryLate';

/** What came of retraining the fix model of OT advisories. @public */
export interface RetrainedOtFix {
  promote: boolean;
  reason: string;
  /** The live model with the parts that did better, or where none did, with those that were tried; left out where none could be. */
  challenger?: OtFixModel;
  newestTrainingDay: string;
  parts: { atDisclosure: PartTry; late: PartTry };
}

/**
 * Trains both parts of the fix model of OT advisories on what a feed of CSAF
 * documents told, and judges each by itself: the chance of a fix at disclosure
 * on the advisories of the last 90 days, the late hazard on what came of
 * products without a fix in the last 91. The new model takes over the parts
 * that won; lists of affected products, which no feed brings, stay those of the
 * live one.
 *
 * @param options - `champion`: the live model, by default the shipped one;
 * `asOf`: the last day of the feed, YYYY-MM-DD; `version`: of the new model
 * @throws ModelInputError for a malformed vector or date
 *
 * @public
 */
export function retrainOtFix(options: {
  cases: readonly DatedFixCase[];
  watches: readonly DatedFixWatch[];
  champion?: OtFixModel;
  version: string;
  asOf: string;
  seed: number;
}): RetrainedOtFix {
  const { cases, watches, version, asOf, seed } = options;
  const champion = options.champion ?? shippedOtFixModel;
  const { model: atDisclosure, ...disclosureTry } = tryDisclosure({
    cases,
    champion: champion.advisories,
    asOf,
    seed,
  });
  const { model: late, ...lateTry } = tryLate({
    watches,
    champion: champion.late,
    asOf,
    seed,
  });
  const promote = disclosureTry.promote || lateTry.promote;
  const takes = (part: PartTry) => part.promote || !promote;
  const challenger: OtFixModel = {
    ...champion,
    version,
    advisories:
      atDisclosure && takes(disclosureTry) ? atDisclosure : champion.advisories,
    late: late && takes(lateTry) ? late : champion.late,
  };
  return {
    promote,
    reason: `Fix at disclosure: ${disclosureTry.reason}. Late fixes: ${lateTry.reason}`,
    ...(atDisclosure || late ? { challenger } : {}),
    newestTrainingDay: challenger.advisories.trainedUntil,
    parts: { atDisclosure: disclosureTry, late: lateTry },
  };
}
