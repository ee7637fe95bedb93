import type { OtFixOutcome } from '../../../src/forecast/fix/OtFixOutcome';
import { createRandom } from '../createRandom';
import { readTable } from '../readTable';

/** How much of the advisory's text on products a training case carries. */
export type OtTextView = 'product' | 'advisory' | 'table' | 'none' | 'bare';

/** A case with its outcome, in one view of its text. */
export interface OtFixRow extends OtFixOutcome {
  view: OtTextView;
  /** No remediation has a category that says fix or none: the product reads the state `unknown`. */
  isUnstated?: boolean;
}

const HAS_FIX = new Set(['vendor_fix', 'text_fix']);
const HAS_NO_FIX = new Set(['none_available', 'no_fix_planned', 'text_nofix']);

interface Entry {
  advisory: string;
  released: string;
  vendor: string;
  product: string;
  version: string;
  cve: string;
  cwe: string;
  vector: string;
  sectors: string[];
  hasFix: boolean;
  isUnstated: boolean;
}

/**
 * Rows of the CSAF advisories, as (advisory, product, version, CVE) cases in
 * the views asked for; within an advisory and view the weights add up to one.
 * `mitigation_only` rows say neither and are left out. Of an advisory at most
 * `limit` rows are taken in each view, by a fixed seed.
 */
export function otFixRows(options: {
  views: readonly OtTextView[];
  limit: number;
  seed: number;
}): OtFixRow[] {
  const { views, limit, seed } = options;
  const tableTexts = readTableTexts();
  const byAdvisory = new Map<string, Entry[]>();
  for (const row of readTable('csaf_ics/csaf_ot_cve_product.csv.gz')) {
    const hasFix = HAS_FIX.has(row.fix_label);
    if (hasFix || HAS_NO_FIX.has(row.fix_label)) {
      const entries = byAdvisory.get(row.advisory) ?? [];
      entries.push({
        advisory: row.advisory,
        released: row.initial_release,
        vendor: row.vendor,
        product: row.product,
        version: row.version,
        cve: row.cve,
        cwe: row.cwe,
        vector: row.cvss3_vector,
        sectors: row.sectors.split(/,\s*/).filter(each => each !== ''),
        hasFix,
        isUnstated: row.fix_label.startsWith('text_'),
      });
      byAdvisory.set(row.advisory, entries);
    }
  }
  const random = createRandom(seed);
  const rows: OtFixRow[] = [];
  for (const [advisory, entries] of byAdvisory) {
    const joined = [
      ...new Set(entries.map(each => `${each.product}: ${each.version}`)),
    ].join('; ');
    const table = tableTexts.get(advisory.toUpperCase());
    const drawn = entries
      .map(entry => ({ entry, order: random() }))
      .sort((a, b) => a.order - b.order)
      .slice(0, limit)
      .map(each => each.entry);
    for (const view of views) {
      if (view !== 'table' || table) {
        for (const entry of drawn) {
          rows.push(rowOf({ entry, view, joined, table, count: drawn.length }));
        }
      }
    }
  }
  return rows.sort((a, b) =>
    a.released === b.released
      ? Number(a.advisory > b.advisory) - Number(a.advisory < b.advisory)
      : Number(a.released > b.released) - Number(a.released < b.released),
  );
}

function rowOf(options: {
  entry: Entry;
  view: OtTextView;
  joined: string;
  table: string | undefined;
  count: number;
}): OtFixRow {
  const { entry, view, joined, table, count } = options;
  const texts: Record<OtTextView, string | undefined> = {
    product: `${entry.product}: ${entry.version}`,
    advisory: joined,
    table,
    none: undefined,
    bare: undefined,
  };
  return {
    advisory: entry.advisory,
    released: entry.released,
    view,
    hasFix: entry.hasFix,
    weight: 1 / count,
    isHistory: view === 'product',
    isUnstated: entry.isUnstated,
    fixCase: {
      ecosystem: 'ot-advisory',
      cve: entry.cve || undefined,
      vendor: entry.vendor || undefined,
      product: view === 'bare' ? undefined : entry.product || undefined,
      disclosed: entry.released,
      cvssVector: entry.vector || undefined,
      cwes: entry.cwe ? [entry.cwe] : [],
      sectors: entry.sectors,
      productsAffectedText: texts[view],
    },
  };
}

function readTableTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const row of readTable(
    'ics_advisory_project/CISA_ICS_ADV_Master_2026-08-20.csv.gz',
  )) {
    const key = row['ICS-CERT_Number'].trim().toUpperCase();
    if (row.Products_Affected && !texts.has(key)) {
      texts.set(key, row.Products_Affected);
    }
  }
  return texts;
}
