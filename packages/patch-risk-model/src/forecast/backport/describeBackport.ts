import { ModelInputError } from '../../ModelInputError';
import type { FixCase } from '../cases/FixCase';
import { parseDay } from '../features/parseDay';
import { normaliseProduct } from '../pooled/normaliseProduct';
import { readField } from '../pooled/readField';
import { BRANCH_RELEASES } from './BRANCH_RELEASES';
import { cveDay } from './cveDay';
import { LONG_TERM_BRANCHES } from './LONG_TERM_BRANCHES';

/** A backport as the model sees it. */
export interface BackportDescription {
  /** Start of the clock, in days since 1970-01-01; `undefined` where the case has none. */
  startDay: number | undefined;
  recipe: string | undefined;
  /** Category and recipe. */
  groups: readonly [string | undefined, string | undefined];
  features: Record<string, number>;
}

/**
 * Groups and features of a backport. All of them are in the case itself:
 * recipe, category, branch, the day of the upstream fix, and the number of the
 * CVE. `log.` features are ln(1 + days) / 3.
 *
 * A CVE number given out after the upstream fix, and a branch released after
 * it, both say that the backport cannot have come at once; whoever asks about
 * such a case knows them, on whatever day the clock started.
 *
 * @throws ModelInputError where the day of the upstream fix is no ISO date
 */
export function describeBackport(
  fixCase: FixCase,
  cveNumbers: Readonly<Record<string, number>>,
): BackportDescription {
  if (fixCase.ecosystem !== 'openembedded') {
    throw new ModelInputError({
      field: 'ecosystem',
      value: fixCase.ecosystem,
      remedy: 'give a case of openembedded',
    });
  }
  const { upstreamFixed, disclosed, productsAffectedText } = fixCase;
  const start = upstreamFixed ?? disclosed;
  const startDay =
    start === undefined
      ? undefined
      : parseDay(upstreamFixed ? 'upstreamFixed' : 'disclosed', start);
  const recipe = normaliseProduct(fixCase.product);
  const branch = readField(productsAffectedText, 'branch');
  const category = normaliseProduct(
    readField(productsAffectedText, 'category')?.replace(/^recipes-/, ''),
  );
  const features: Record<string, number> = {};
  if (recipe) {
    features[`recipe=${recipe}`] = 1;
  }
  if (category) {
    features[`category=${category}`] = 1;
  }
  if (branch === 'master') {
    features['branch.master'] = 1;
  }
  if (branch && LONG_TERM_BRANCHES.has(branch)) {
    features['branch.longTerm'] = 1;
  }
  if (startDay !== undefined) {
    if (branch && Object.hasOwn(BRANCH_RELEASES, branch)) {
      const released = parseDay('branch', `${BRANCH_RELEASES[branch]}-01`);
      features['log.untilBranch'] = logDays(released - startDay);
    }
    const given = cveDay(fixCase.cve, cveNumbers);
    if (given) {
      const startYear = new Date(startDay * 86_400_000).getUTCFullYear();
      const lead = Math.min(Math.max(given.year - startYear, -1), 2);
      features[`cve.year=${lead}`] = 1;
      features['log.untilCve'] = logDays(given.day - startDay);
    }
  }
  return { startDay, recipe, groups: [category, recipe], features };
}

function logDays(days: number): number {
  return Math.log1p(Math.max(days, 0)) / 3;
}
