import { normaliseVendor } from '../../forecast/features/normaliseVendor';
import { parseDay } from '../../forecast/features/parseDay';
import { fitOtLate } from '../../forecast/fix/fitOtLate';
import { lateSurvival } from '../../forecast/fix/lateSurvival';
import type { OtLateModel } from '../../forecast/fix/OtFixModel';
import type { OtLateSpell } from '../../forecast/fix/OtLateSpell';
import { formatDay } from '../../forecast/pooled/formatDay';
import { judgeChallenger } from '../judgeChallenger';
import type { DatedFixWatch } from './DatedFixWatch';
import type { PartTry } from './PartTry';

const JUDGED_DAYS = 91;
/** Advisories with a late fix to learn from. */
const FEWEST_EVENTS = 10;

/**
 * Fits the hazard of a late fix again on products that a feed named without
 * one, and judges it on those without a fix 91 days ago: which of them have one
 * by now? Nothing that was told since is learned from.
 *
 * @throws ModelInputError for a malformed date
 */
export function tryLate(options: {
  watches: readonly DatedFixWatch[];
  champion: OtLateModel;
  asOf: string;
  seed: number;
}): PartTry & { model?: OtLateModel } {
  const { watches, champion, asOf, seed } = options;
  const border = formatDay(parseDay('asOf', asOf) - JUDGED_DAYS);
  const spells = spellsUntil(watches, border);
  const advisories = new Set(spells.map(({ advisory }) => advisory)).size;
  const events = new Set(
    spells.flatMap(({ advisory, fixed }) => (fixed ? advisory : [])),
  ).size;
  const refused = (reason: string): PartTry => ({
    promote: false,
    reason,
    advisories,
  });
  if (events < FEWEST_EVENTS) {
    return refused(
      `${events} of ${advisories} advisories without a fix had one by ${border}; at least ${FEWEST_EVENTS} are needed to learn from`,
    );
  }
  if (champion.trainedUntil > border) {
    return refused(
      `the live model was trained until ${champion.trainedUntil}, so there are no ${JUDGED_DAYS} later days to judge by`,
    );
  }
  const open = watches.filter(
    ({ openOn, goneOn = asOf, fixKnownOn = asOf }) =>
      openOn <= border && goneOn >= asOf && fixKnownOn > border,
  );
  if (open.length === 0) {
    return refused(`no product was without a fix on ${border}`);
  }
  const model = fitOtLate(spells);
  const sizes = new Map<string, number>();
  for (const { advisory } of open) {
    sizes.set(advisory, (sizes.get(advisory) ?? 0) + 1);
  }
  const judgedOn = formatDay(parseDay('border', border) + 1);
  const verdict = judgeChallenger({
    rows: open.map(({ advisory, vendor, releasedOn, fixKnownOn }) => {
      const age =
        parseDay('border', border) - parseDay('releasedOn', releasedOn);
      const [championProbability, challengerProbability] = [
        champion,
        model,
      ].map(late => {
        const name = normaliseVendor(vendor);
        const now = lateSurvival(late, name, age);
        return 1 - lateSurvival(late, name, age + JUDGED_DAYS) / now;
      });
      return {
        day: judgedOn,
        championProbability,
        challengerProbability,
        outcome: fixKnownOn !== undefined && fixKnownOn <= asOf ? 1 : 0,
        cluster: advisory,
        weight: 1 / (sizes.get(advisory) ?? 1),
      };
    }),
    trainedUntil: border,
    seed,
  });
  const { promote, reason } = verdict;
  return { promote, reason, verdict, advisories, model };
}

/** Watches as they stood on a day. */
function spellsUntil(
  watches: readonly DatedFixWatch[],
  until: string,
): OtLateSpell[] {
  const spells = watches.flatMap(watch => {
    const { advisory, vendor, releasedOn, openOn, goneOn = until } = watch;
    const fixed = watch.fixKnownOn !== undefined && watch.fixKnownOn <= until;
    const lastDay = fixed ? watch.fixedOn ?? until : [goneOn, until].sort()[0];
    const released = parseDay('releasedOn', releasedOn);
    const entryDays = Math.max(0, parseDay('openOn', openOn) - released);
    const exitDays = Math.max(0, parseDay('lastDay', lastDay) - released);
    return exitDays > entryDays
      ? {
          advisory,
          vendor: normaliseVendor(vendor),
          entryDays,
          exitDays,
          fixed,
          weight: 1,
          lastDay,
        }
      : [];
  });
  const sizes = new Map<string, number>();
  for (const { advisory } of spells) {
    sizes.set(advisory, (sizes.get(advisory) ?? 0) + 1);
  }
  return spells.map(spell => ({
    ...spell,
    weight: 1 / (sizes.get(spell.advisory) ?? 1),
  }));
}
