import { parseDay } from '../../forecast/features/parseDay';
import { fitOtDisclosure } from '../../forecast/fix/fitOtDisclosure';
import { OT_ADVISORY_OPTIONS } from '../../forecast/fix/fitOtFixModel';
import { OtDisclosure } from '../../forecast/fix/OtDisclosure';
import type { OtDisclosureModel } from '../../forecast/fix/OtFixModel';
import { formatDay } from '../../forecast/pooled/formatDay';
import { judgeChallenger } from '../judgeChallenger';
import type { DatedFixCase } from './DatedFixCase';
import { otFixOutcomes } from './otFixOutcomes';
import type { PartTry } from './PartTry';

const JUDGED_DAYS = 90;
/** Advisories to learn from, and of each kind. */
const FEWEST_ADVISORIES = 200;
const FEWEST_OF_KIND = 20;

/**
 * Fits the chance of a fix at disclosure again on cases from a feed and judges
 * it on the advisories of the last 90 days. What is learned from was released,
 * and its outcome told, before them.
 *
 * @throws ModelInputError for a malformed vector or date
 */
export function tryDisclosure(options: {
  cases: readonly DatedFixCase[];
  champion: OtDisclosureModel;
  asOf: string;
  seed: number;
}): PartTry & { model?: OtDisclosureModel } {
  const { cases, champion, asOf, seed } = options;
  const border = formatDay(parseDay('asOf', asOf) - JUDGED_DAYS);
  const learned = cases.filter(
    ({ released, knownOn }) => released <= border && knownOn <= border,
  );
  const counts = countAdvisories(learned);
  const refused = (reason: string): PartTry => ({
    promote: false,
    reason,
    advisories: counts.all,
  });
  if (
    counts.all < FEWEST_ADVISORIES ||
    Math.min(counts.fixed, counts.open) < FEWEST_OF_KIND
  ) {
    return refused(
      `${counts.all} advisories until ${border} say fix or none, ${counts.fixed} a fix and ${counts.open} none; at least ${FEWEST_ADVISORIES}, and ${FEWEST_OF_KIND} of each, are needed to learn from`,
    );
  }
  const trainedUntil =
    champion.trainedUntil > border ? champion.trainedUntil : border;
  const judged = cases.filter(
    ({ released, knownOn }) =>
      released > trainedUntil && released <= asOf && knownOn <= asOf,
  );
  if (judged.length === 0) {
    return refused(
      `no advisory was released after ${trainedUntil}, until which a model was trained, so a new one could not be judged`,
    );
  }
  const model = fitOtDisclosure(otFixOutcomes(learned), OT_ADVISORY_OPTIONS);
  const forecasters = [champion, model].map(each => new OtDisclosure(each));
  const sizes = new Map<string, number>();
  for (const { advisory } of judged) {
    sizes.set(advisory, (sizes.get(advisory) ?? 0) + 1);
  }
  const verdict = judgeChallenger({
    rows: judged.map(({ advisory, released, hasFix, fixCase }) => {
      const [championProbability, challengerProbability] = forecasters.map(
        forecaster => forecaster.probability(fixCase),
      );
      return {
        day: released,
        championProbability,
        challengerProbability,
        outcome: hasFix ? 1 : 0,
        cluster: advisory,
        weight: 1 / (sizes.get(advisory) ?? 1),
      };
    }),
    trainedUntil,
    seed,
  });
  const { promote, reason } = verdict;
  return { promote, reason, verdict, advisories: counts.all, model };
}

function countAdvisories(cases: readonly DatedFixCase[]) {
  const names = (kept: readonly DatedFixCase[]) =>
    new Set(kept.map(({ advisory }) => advisory)).size;
  return {
    all: names(cases),
    fixed: names(cases.filter(({ hasFix }) => hasFix)),
    open: names(cases.filter(({ hasFix }) => !hasFix)),
  };
}
