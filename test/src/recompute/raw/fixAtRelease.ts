import { sigmoid, models, type RawTrees } from './models';
import type { RawClaim } from './RawFeeds';
import { vendorName } from './vendorName';
import { WEAKNESS_GROUPS } from './weaknessGroups';

type Tally = [fixed: number, total: number];
type Values = Record<string, number>;

const KINDS = ['all', 'below', 'upTo', 'from', 'exact', 'none'];
const LITTLE = new Set(
  'and the of for with all in on or version versions prior to vers series incl x'.split(
    ' ',
  ),
);
const SOFTWARE =
  /\b(software|server|studio|suite|manager|tool|designer|viewer|client|app|application|portal|web|scada|platform|cloud|database|historian|workbench|builder|configurator)\b/i;
const ORDER_NUMBER = /\b\d[a-z]{2}\d ?\d{3}|\b\d{3}-\d{3,4}\b|\b6g[kf]\d/i;
const LEVELS: Values = { N: 0, L: 1, H: 2 };

const logit = (x: number) => Math.log(x / (1 - x));
const cut = (x: number) => Math.min(0.995, Math.max(0.005, x));

function rate([fixed, total]: Tally, above: number, prior: number) {
  return (fixed + prior * above) / (total + prior);
}

function pulled(tally: Tally, above: number, prior: number) {
  return logit(cut(rate(tally, above, prior))) - logit(cut(above));
}

/** How a range of the demo's advisories bounds the affected versions. */
function kindOf(range: string): string {
  const text = range.replace(/^vers:[a-z]+\//, '');
  if (text === '*') return 'all';
  if (/<(?!=)/.test(text)) return 'below';
  if (text.includes('<=')) return 'upTo';
  if (text.includes('>')) return 'from';
  if (/^V?\d[\w.-]*$/i.test(text)) return 'exact';
  throw new Error(`A range that this test cannot read: ${range}`);
}

/** Words of a product's name and pairs of neighbours, each once. */
function tokensOf(product: string): string[] {
  const words = product
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\d+/g, '0')
    .split(' ')
    .filter(word => word !== '' && !LITTLE.has(word));
  const pairs = words.slice(1).map((word, i) => `${words[i]} ${word}`);
  return [...new Set([...words, ...pairs])];
}

/** What the outcomes of earlier advisories say of a vendor, and of words, with a kind of range and without. */
function historyValues(claim: RawClaim, kind: string): Values {
  const { all, kinds, groups } = models.fixOt.advisories.history;
  const tallyOf = (key: string): Tally => groups[key] ?? [0, 0];
  const overall = rate(all, 0.9, 1);
  const ofKind = rate(kinds[kind] ?? [0, 0], overall, 3);
  const vendor = `v:${vendorName(claim.vendor)}`;
  const words = (suffix: string, above: number) => {
    const known = tokensOf(claim.product)
      .map(token => groups[`w:${token}${suffix}`])
      .filter(tally => tally !== undefined)
      .map(tally => ({
        value: pulled(tally, above, 2),
        weight: tally[1] / (tally[1] + 2),
      }));
    const weights = known.reduce((sum, { weight }) => sum + weight, 0);
    const weighed = known.reduce((sum, one) => sum + one.value * one.weight, 0);
    const values = known.map(({ value }) => value);
    return {
      mean: weights === 0 ? 0 : weighed / weights,
      least: Math.min(0, ...values),
      greatest: Math.max(0, ...values),
    };
  };
  const alone = words('', overall);
  const withKind = words(`|${kind}`, ofKind);
  return {
    'vendor.logOdds': pulled(tallyOf(vendor), overall, 3),
    'vendor.advisories': Math.log1p(tallyOf(vendor)[1]),
    'vendor.kindLogOdds': pulled(tallyOf(`${vendor}|${kind}`), ofKind, 3),
    'vendor.kindAdvisories': Math.log1p(tallyOf(`${vendor}|${kind}`)[1]),
    'words.mean': alone.mean,
    'words.least': alone.least,
    'words.greatest': alone.greatest,
    'words.kindMean': withKind.mean,
    'words.kindLeast': withKind.least,
  };
}

function vulnerabilityValues(of: RawClaim, year: number): Values {
  const metrics: Record<string, string> = Object.fromEntries(
    (of.vector ?? '').split('/').map(metric => metric.split(':')),
  );
  const numbers = of.cwes.map(cwe => Number(cwe.slice('CWE-'.length)));
  const values: Values = {
    'cve.age': Math.min(8, Math.max(-1, year - Number(of.cve.split('-')[1]))),
  };
  if (of.vector) {
    Object.assign(values, {
      'cvss.score': of.baseScore,
      'cvss.network': Number(metrics.AV === 'N'),
      'cvss.noPrivileges': Number(metrics.PR === 'N'),
      'cvss.userInteraction': Number(metrics.UI === 'R'),
      'cvss.confidentiality': LEVELS[metrics.C],
      'cvss.integrity': LEVELS[metrics.I],
      'cvss.availability': LEVELS[metrics.A],
      'cvss.temporal': Number('RL' in metrics && metrics.RL !== 'X'),
    });
  }
  for (const [group, members] of Object.entries(WEAKNESS_GROUPS)) {
    if (numbers.length > 0) {
      values[`cwe.${group}`] = Number(
        numbers.some(number => members.includes(number)),
      );
    }
  }
  return values;
}

function logOddsOf({ featureNames, baseline, trees }: RawTrees, of: Values) {
  const row = featureNames.map(name => of[name] ?? -9);
  return trees.reduce((sum, tree) => {
    let node = 0;
    while (tree.features[node] !== -1) {
      const isBelow = row[tree.features[node]] < tree.thresholds[node];
      node = (isBelow ? tree.lefts : tree.rights)[node];
    }
    return sum + tree.values[node];
  }, baseline);
}

/** The chance that an advisory offers a fix on the day of its release (docs/models/fix-ot.md). */
export function fixAtRelease(claim: RawClaim): number {
  const { product, range, releasedOn, sectorCount } = claim;
  const kind = kindOf(range);
  const shares = KINDS.flatMap(each =>
    ['own', 'text'].map(of => [`${of}.${each}`, Number(each === kind)]),
  );
  const year = Math.floor(1970 + Date.parse(releasedOn) / 86_400_000 / 365.25);
  return sigmoid(
    logOddsOf(models.fixOt.advisories.withText, {
      ...Object.fromEntries(shares),
      // One product with its range is one entry, and its own.
      'text.entries': Math.log(2),
      'own.found': 1,
      ...historyValues(claim, kind),
      'product.words': tokensOf(product).length,
      'product.partNumber': Number(ORDER_NUMBER.test(product)),
      'product.software': Number(SOFTWARE.test(product)),
      'calendar.year': year,
      ...vulnerabilityValues(claim, year),
      ...(sectorCount > 0 && { 'sectors.count': sectorCount }),
    }),
  );
}
