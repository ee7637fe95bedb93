import type { BoostOptions } from '../../learn/boosting/BoostOptions';
import { fitBoostedTrees } from '../../learn/boosting/fitBoostedTrees';
import { describeInputs } from '../../monitor/describeInputs';
import { parseDay } from '../features/parseDay';
import { namedInputs } from './namedInputs';
import { OtFixHistory } from './OtFixHistory';
import type { OtDisclosureModel } from './OtFixModel';
import type { OtFixOutcome } from './OtFixOutcome';
import {
  hasRanges,
  OT_FIX_FEATURE_NAMES,
  otFixFeatures,
} from './otFixFeatures';

/** Advisories in which a word has to occur to be shipped. */
const LEAST_WORD_TOTAL = 2;
/** Bins of each input's profile: enough to see it move, and a small file. */
const PROFILE_BINS = 5;

/**
 * Fits the chance of a fix at disclosure. Rows are walked by day, so that what
 * a row's history says was published before it; trees then learn from the
 * features, newer rows counting more.
 *
 * @param options - `halfLifeYears`: age at which a row counts half, for the
 * share of fixes at disclosure drifts with the calendar; `boost`: how the
 * trees are grown
 * @throws ModelInputError for a malformed vector or date, or outcomes that are
 * all the same with or without text
 */
export function fitOtDisclosure(
  outcomes: readonly OtFixOutcome[],
  options: { halfLifeYears: number; boost?: BoostOptions },
): OtDisclosureModel {
  const sorted = [...outcomes].sort((a, b) =>
    a.released === b.released ? 0 : Number(a.released > b.released) * 2 - 1,
  );
  const trainedUntil = sorted.at(-1)?.released ?? '';
  const lastDay = parseDay('released', trainedUntil);
  const history = new OtFixHistory();
  const rows: Record<
    'withText' | 'withoutText',
    { values: number[]; outcome: 0 | 1; weight: number }[]
  > = { withText: [], withoutText: [] };
  for (let start = 0; start < sorted.length; ) {
    const { released } = sorted[start];
    const years = (lastDay - parseDay('released', released)) / 365.25;
    const faded = Math.pow(0.5, years / options.halfLifeYears);
    const sameDay: (() => void)[] = [];
    let end = start;
    for (; sorted[end]?.released === released; end++) {
      const { fixCase, hasFix, weight, isHistory } = sorted[end];
      const { values, vendor, tokens, kind } = otFixFeatures(fixCase, history);
      rows[hasRanges(values) ? 'withText' : 'withoutText'].push({
        values,
        outcome: hasFix ? 1 : 0,
        weight: weight * faded,
      });
      if (isHistory) {
        sameDay.push(() =>
          history.add({ vendor, tokens, kind, hasFix, weight }),
        );
      }
    }
    for (const remember of sameDay) {
      remember();
    }
    start = end;
  }
  return {
    trainedUntil,
    rows: outcomes.length,
    advisories: new Set(outcomes.map(each => each.advisory)).size,
    history: history.toJson(LEAST_WORD_TOTAL),
    inputs: describeInputs(
      rows.withText.map(({ values }) => namedInputs(values)),
      { featureNames: OT_FIX_FEATURE_NAMES, bins: PROFILE_BINS },
    ),
    withText: fitBoostedTrees(
      rows.withText,
      OT_FIX_FEATURE_NAMES,
      options.boost,
    ),
    withoutText: fitBoostedTrees(
      rows.withoutText,
      OT_FIX_FEATURE_NAMES,
      options.boost,
    ),
  };
}
