import { WEEKS } from '../formula';
import type { RawVulnerability } from './RawFeeds';
import { learnedLogOdds, logSurvival, models, sigmoid } from './models';
import { vendorName } from './vendorName';

const CWES: Record<string, number[]> = {
  memory: [
    119, 120, 121, 122, 124, 125, 126, 127, 129, 131, 134, 190, 191, 369, 415,
    416, 457, 476, 674, 680, 763, 787, 788, 823, 824, 825, 843, 908,
  ],
  codeInjection: [74, 77, 78, 88, 94, 95, 96, 98, 502, 913, 917, 1321, 1336],
  sqlInjection: [89, 564, 943],
  crossSite: [79, 80, 87, 352, 601, 1021],
  file: [22, 23, 24, 35, 36, 59, 73, 426, 427, 434, 552, 611, 918],
  access: [
    254, 259, 264, 266, 269, 276, 284, 285, 287, 288, 290, 294, 305, 306, 321,
    425, 521, 522, 639, 697, 798, 862, 863, 1188, 1391,
  ],
};

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

/** Begin hazard of a vulnerability on a vendor's devices, and whether an input of the forecast was missing. */
export function forecastBegin(
  vulnerability: RawVulnerability,
  options: { vendor: string; day: string },
): { w: number[]; begun: boolean; imputed: boolean } {
  const { vendor, day } = options;
  const { kevDate, epss, vector, baseScore, cwes } = vulnerability;
  if (kevDate !== undefined && kevDate <= day) {
    return { w: WEEKS.map(() => 1), begun: true, imputed: false };
  }
  const { bins, advisory } = models.exploit;
  const numbers = cwes.map(cwe => Number(cwe.slice('CWE-'.length)));
  const features: Record<string, number> = {
    ...(vector && cvssFeatures(vector)),
    ...(baseScore !== undefined && { 'cvss.baseScore': baseScore }),
    ...vendorFeatures(vendor, day),
  };
  if (numbers.length > 0) {
    for (const [group, members] of Object.entries(CWES)) {
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
  return {
    w: epss === undefined ? own : pool(own, epss),
    begun: false,
    imputed: !vector || baseScore === undefined || numbers.length === 0,
  };
}
