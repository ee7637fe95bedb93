import { WEEKS } from '../formula';
import type { RawClaim, RawVulnerability } from './RawFeeds';
import { learnedLogOdds, logSurvival, models, sigmoid } from './models';
import { vendorName } from './vendorName';
import { WEAKNESS_GROUPS } from './weaknessGroups';

function cvssFeatures(vector: string): Record<string, number> {
  if (!/^CVSS:3\.[01]\//.test(vector)) {
    throw new Error(`A vector that this test cannot read: ${vector}`);
  }
  const has = (metric: string) =>
    Number(vector.split('/').slice(1).includes(metric));
  return {
    'cvss.network': has('AV:N'),
    'cvss.adjacent': has('AV:A'),
    'cvss.lowComplexity': has('AC:L'),
    'cvss.noPrivileges': has('PR:N'),
    'cvss.noUserInteraction': has('UI:N'),
    'cvss.scopeChanged': has('S:C'),
    'cvss.confidentialityHigh': has('C:H'),
    'cvss.integrityHigh': has('I:H'),
    'cvss.availabilityHigh': has('A:H'),
  };
}

/** What KEV listed of a vendor before a day, and how many records it had in training. */
function vendorFeatures(vendor: string, day: string): Record<string, number> {
  const { entries, vendorRecords } = models.exploit.history;
  const name = vendorName(vendor);
  const today = Date.parse(day) / 86_400_000;
  const listed = Object.entries(entries)
    .filter(([key]) => vendorName(key.split('|')[0]) === name)
    .flatMap(([, days]) => days)
    .filter(each => each < today);
  const lastYear = listed.filter(each => each >= today - 365);
  return {
    'vendor.pastExploited': Math.log1p(listed.length),
    'vendor.pastYearExploited': Math.log1p(lastYear.length),
    'vendor.everExploited': Number(listed.length > 0),
    'vendor.records': Math.log1p(vendorRecords[name] ?? 0),
  };
}

const VAGUE =
  'kernel,windows,multiple,multiple products,office,router,routers,server'.split(
    ',',
  );

/** How often KEV listed, before a day, the product listed most often among those that the names mention. */
function productFeatures(
  { vendor, product }: RawClaim,
  day: string,
): Record<string, number> {
  const wordsOf = (text: string) =>
    (text.toLowerCase().match(/[a-z][a-z0-9]+/g) ?? []).join(' ');
  const today = Date.parse(day) / 86_400_000;
  const names = ` ${wordsOf(`${vendor} ${product}`)} `;
  const listed = new Map<string, number>();
  for (const [key, days] of Object.entries(models.exploit.history.entries)) {
    const name = wordsOf(key.split('|')[1]);
    if (name.length >= 4 && !VAGUE.includes(name)) {
      const count = days.filter(each => each < today).length;
      listed.set(name, (listed.get(name) ?? 0) + count);
    }
  }
  const mentioned = [...listed]
    .filter(([name]) => names.includes(` ${name} `))
    .map(([, count]) => count);
  const most = Math.max(0, ...mentioned);
  return {
    'product.pastExploited': Math.log1p(most),
    'product.everExploited': Number(most > 0),
  };
}

/** Pools the model's curve with a fresh EPSS value. */
function pool(own: number[], epss: number): number[] {
  const h = 1 - (1 - Math.min(1 - 1e-5, Math.max(1e-5, epss))) ** (7 / 30);
  const logit = (x: number) => Math.log(x / (1 - x));
  return own.map((m, i) => {
    const t = i + 1;
    if (t <= 4) return h;
    if (t >= 12) return m;
    const a = (12 - t) / 8;
    const clipped = Math.min(1 - 1e-9, Math.max(1e-9, m));
    const b = sigmoid(a * logit(h) + (1 - a) * logit(clipped));
    return t === 5 ? 1 - (1 - h) ** (2 / 7) * (1 - b) ** (5 / 7) : b;
  });
}

/** Begin hazard of a vulnerability in the product that a claim is about, and whether an input of the forecast was missing. */
export function forecastBegin(
  vulnerability: RawVulnerability,
  options: { claim: RawClaim; day: string; trust: number },
): { w: number[]; begun: boolean; imputed: boolean } {
  const { claim, day, trust } = options;
  const { kevDate, epss, vector, baseScore, cwes } = vulnerability;
  if (kevDate !== undefined && kevDate <= day) {
    return { w: WEEKS.map(() => 1), begun: true, imputed: false };
  }
  const { bins, advisory } = models.exploit;
  const numbers = cwes.map(cwe => Number(cwe.slice('CWE-'.length)));
  const features: Record<string, number> = {
    ...(vector && cvssFeatures(vector)),
    ...(baseScore !== undefined && { 'cvss.baseScore': baseScore }),
    ...vendorFeatures(claim.vendor, day),
    ...productFeatures(claim, day),
  };
  if (numbers.length > 0) {
    for (const [group, members] of Object.entries(WEAKNESS_GROUPS)) {
      features[`cwe.${group}`] = Number(
        numbers.some(number => members.includes(number)),
      );
    }
  }
  const risk = learnedLogOdds(advisory.risk, features);
  const rows = bins.map(({ fromDay }) =>
    sigmoid(
      learnedLogOdds(advisory.timing, { risk, [`period.${fromDay}`]: 1 }),
    ),
  );
  const age =
    (Date.parse(day) - Date.parse(vulnerability.disclosedOn)) / 86_400_000;
  const own = WEEKS.map(
    i =>
      -Math.expm1(
        logSurvival(bins, rows, age + 7 * (i + 1)) -
          logSurvival(bins, rows, age + 7 * i),
      ),
  );
  const pooled = epss === undefined ? own : pool(own, epss);
  const q = (trust * (vulnerability.sightingConfidence ?? 0)) / 100;
  return {
    w: pooled.map((h, i) => (i === 0 ? q + (1 - q) * h : h)),
    begun: false,
    imputed: !vector || baseScore === undefined || numbers.length === 0,
  };
}
