import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { AssessVulnerability } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/AssessInput';
import { root } from '../../harness/root';
import type { BenchProduct } from './BenchProduct';
import { parseCsvLine } from './parseCsvLine';

const SHARED = join(root, '..', 'shared', 'data');
const PRODUCTS = join(SHARED, 'csaf_ics', 'csaf_ot_cve_product.csv.gz');
const EXPLOITED = join(SHARED, 'kev', 'kev_dates_merged.csv');

const STATES: Record<string, string> = {
  vendor_fix: 'available',
  text_fix: 'available',
  none_available: 'none_available',
  text_nofix: 'none_available',
  no_fix_planned: 'no_fix_planned',
  mitigation_only: 'unknown',
};

function* rowsOf(text: string): Generator<Record<string, string>> {
  const [head, ...lines] = text.split(/\r?\n/);
  const names = parseCsvLine(head);
  for (const line of lines) {
    if (line) {
      const cells = parseCsvLine(line);
      yield Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
    }
  }
}

/**
 * Products, CVEs, CVSS vectors, dates and fix states of the OT advisories in `../shared/data`, with KEV dates. EPSS is left
 * out: there is no full table of it.
 *
 * @returns undefined where the folder is not there
 */
export function readRealProducts(): BenchProduct[] | undefined {
  if (!existsSync(PRODUCTS) || !existsSync(EXPLOITED)) {
    return undefined;
  }
  const addedOn = new Map<string, string>();
  for (const { cve, date_added } of rowsOf(readFileSync(EXPLOITED, 'utf8'))) {
    addedOn.set(cve, date_added);
  }
  const vulnerabilities = new Map<string, AssessVulnerability>();
  const products = new Map<string, BenchProduct>();
  const seen = new Set<string>();
  for (const row of rowsOf(gunzipSync(readFileSync(PRODUCTS)).toString())) {
    const { vendor, product: model, cve } = row;
    const key = `${vendor}|${model}`;
    if (!/^CVE-\d+-\d+$/.test(cve) || seen.has(`${key}|${cve}`)) {
      continue;
    }
    seen.add(`${key}|${cve}`);
    let vulnerability = vulnerabilities.get(cve);
    if (!vulnerability) {
      vulnerability = {
        cve,
        cvssVector: row.cvss3_vector || undefined,
        cvssBaseScore: row.cvss3_base ? Number(row.cvss3_base) : undefined,
        cwes: row.cwe ? [row.cwe] : [],
        disclosedOn: row.cve_published || row.initial_release,
        kevDateAdded: addedOn.get(cve),
      };
      vulnerabilities.set(cve, vulnerability);
    }
    let product = products.get(key);
    if (!product) {
      product = { vendor, model, firmwareVersion: '1.0', vulnerabilities: [] };
      products.set(key, product);
    }
    const state = STATES[row.fix_label] ?? 'unknown';
    const bound = /^<=?\s*(\S+)$/.exec(row.version)?.[1];
    product.vulnerabilities.push({
      vulnerability,
      remediation: {
        state,
        fixedVersion: state === 'available' ? bound ?? 'the latest' : undefined,
      },
      advisedProduct: {
        vendor,
        product: model,
        versionRange: row.version || undefined,
        releasedOn: row.initial_release,
        cvssVector: row.cvss3_vector || undefined,
        cwes: row.cwe ? [row.cwe] : [],
        sectors: row.sectors.split(/,\s*/).filter(name => name !== ''),
      },
    });
  }
  return [...products.values()];
}
