import type { FixCase } from '../cases/FixCase';
import { cvssBaseScore } from '../features/cvssBaseScore';
import { cweGroups, CWE_GROUP_NAMES } from '../features/cweGroups';
import { normaliseVendor } from '../features/normaliseVendor';
import { parseCvss } from '../features/parseCvss';
import { parseDay } from '../features/parseDay';
import { describeProductText } from './describeProductText';
import type { OtFixHistory } from './OtFixHistory';
import { productTokens } from './productTokens';
import {
  VERSION_RANGE_KINDS,
  type VersionRangeKind,
} from './text/VersionRangeKind';

/** Stands for what a case does not say; every known value is above it. */
export const MISSING = -9;
const DAYS_PER_YEAR = 365.25;

/** A case as the learner sees it. */
export interface OtFixDescription {
  /** Values in the order of `OT_FIX_FEATURE_NAMES`. */
  values: number[];
  vendor: string | undefined;
  tokens: string[];
  kind: VersionRangeKind;
}

/** Names of the features, in order. */
export const OT_FIX_FEATURE_NAMES: readonly string[] = [
  ...VERSION_RANGE_KINDS.map(kind => `own.${kind}`),
  ...VERSION_RANGE_KINDS.map(kind => `text.${kind}`),
  'text.entries',
  'own.found',
  'vendor.logOdds',
  'vendor.advisories',
  'vendor.kindLogOdds',
  'vendor.kindAdvisories',
  'words.mean',
  'words.least',
  'words.greatest',
  'words.kindMean',
  'words.kindLeast',
  'product.words',
  'product.partNumber',
  'product.software',
  'calendar.year',
  'cve.age',
  'cvss.score',
  'cvss.network',
  'cvss.noPrivileges',
  'cvss.userInteraction',
  'cvss.confidentiality',
  'cvss.integrity',
  'cvss.availability',
  'cvss.temporal',
  ...CWE_GROUP_NAMES.map(name => `cwe.${name}`),
  'sectors.count',
];

const ENTRIES = OT_FIX_FEATURE_NAMES.indexOf('text.entries');

/** Whether the case's text named at least one version range. */
export function hasRanges(values: readonly number[]): boolean {
  return values[ENTRIES] > 0;
}

const PART_NUMBER = /\b\d[a-z]{2}\d ?\d{3}|\b\d{3}-\d{3,4}\b|\b6g[kf]\d/i;
const SOFTWARE =
  /\b(?:software|server|studio|suite|manager|tool|designer|viewer|client|app|application|portal|web|scada|platform|cloud|database|historian|workbench|builder|configurator)\b/i;

/**
 * Features of a case for the chance of a fix at disclosure.
 *
 * @throws ModelInputError for a malformed vector or date
 */
export function otFixFeatures(
  fixCase: FixCase,
  history: OtFixHistory,
): OtFixDescription {
  const { product, productsAffectedText } = fixCase;
  const text = describeProductText(productsAffectedText, product);
  const kind = mainKind(text.own);
  const vendor = normaliseVendor(fixCase.vendor);
  const tokens = productTokens(product);
  const past = history.describe({ vendor, tokens, kind });
  const day = fixCase.disclosed
    ? parseDay('disclosed', fixCase.disclosed)
    : undefined;
  const year = day === undefined ? MISSING : 1970 + day / DAYS_PER_YEAR;
  const values = [
    ...VERSION_RANGE_KINDS.map(each => text.own[each]),
    ...VERSION_RANGE_KINDS.map(each => text.text[each]),
    Math.log1p(text.entryCount),
    Number(text.ownFound),
    past.vendorLogOdds,
    Math.log1p(past.vendorTotal),
    past.vendorKindLogOdds,
    Math.log1p(past.vendorKindTotal),
    past.wordMean,
    past.wordLeast,
    past.wordGreatest,
    past.wordKindMean,
    past.wordKindLeast,
    tokens.length,
    product ? Number(PART_NUMBER.test(product)) : MISSING,
    product ? Number(SOFTWARE.test(product)) : MISSING,
    // Whole years: within one, a few advisories would speak for the calendar.
    Math.floor(year),
    cveAge(fixCase.cve, year),
    ...cvssValues(fixCase.cvssVector),
    ...cweValues(fixCase.cwes),
    fixCase.sectors.length === 0 ? MISSING : fixCase.sectors.length,
  ];
  return { values, vendor, tokens, kind };
}

function mainKind(
  shares: Readonly<Record<VersionRangeKind, number>>,
): VersionRangeKind {
  let best: VersionRangeKind = 'none';
  for (const kind of VERSION_RANGE_KINDS) {
    best = shares[kind] > shares[best] ? kind : best;
  }
  return best;
}

/** Years from the CVE's number to the disclosure: old ones come from parts of others. */
function cveAge(cve: string | undefined, year: number): number {
  const named = Number(/^CVE-(\d{4})-/i.exec(cve ?? '')?.[1]);
  return Number.isNaN(named) || year === MISSING
    ? MISSING
    : Math.min(Math.max(Math.floor(year) - named, -1), 8);
}

function cvssValues(vector: string | undefined): number[] {
  if (!vector?.trim()) {
    return new Array(8).fill(MISSING);
  }
  const metrics = parseCvss(vector);
  const level = { N: 0, L: 1, H: 2 };
  return [
    cvssBaseScore(metrics) ?? MISSING,
    Number(metrics.attackVector === 'N'),
    Number(metrics.privilegesRequired === 'N'),
    Number(metrics.userInteraction === 'R'),
    level[metrics.confidentiality],
    level[metrics.integrity],
    level[metrics.availability],
    Number(/\/RL:[^X]/i.test(vector)),
  ];
}

function cweValues(cwes: readonly string[]): number[] {
  const groups = cweGroups(cwes);
  return CWE_GROUP_NAMES.map(name =>
    groups ? Number(groups.has(name)) : MISSING,
  );
}
