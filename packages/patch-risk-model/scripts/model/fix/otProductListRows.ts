import { readText, readTable } from '../readTable';
import type { OtFixRow } from './otFixRows';

type History = Record<string, [string, ...string[]][]>;
const PRODUCTS_AFFECTED = 5;

/**
 * Rows of the product histories: whether the advisory's list of affected
 * products named a fixed version when it was first seen, or did later. Each
 * comes with and without the text as first seen; within an advisory and view
 * the weights add up to one. Of an advisory at most the first `limit` rows.
 */
export function otProductListRows(options: { limit: number }): OtFixRow[] {
  const history: History = JSON.parse(
    readText(
      'ics_advisory_project/products_affected_history_2022-02_2026-08.json.gz',
    ),
  );
  const counts = new Map<string, number>();
  const table: Record<string, string>[] = [];
  for (const row of readTable('time_to_fix/ics_product_time_to_fix.csv.gz')) {
    const count = counts.get(row.advisory) ?? 0;
    if (count < options.limit) {
      counts.set(row.advisory, count + 1);
      table.push(row);
    }
  }
  const rows: OtFixRow[] = [];
  for (const row of table) {
    const text = history[row.advisory]?.[0]?.[PRODUCTS_AFFECTED];
    for (const view of ['none', 'table'] as const) {
      if (view === 'none' || text) {
        rows.push({
          advisory: row.advisory,
          released: row.original_release,
          view,
          hasFix: row.outcome === 'fix_at_first_obs',
          weight: 1 / (counts.get(row.advisory) ?? 1),
          isHistory: view === 'none',
          fixCase: {
            ecosystem: 'ot-advisory',
            cve: /CVE-\d{4}-\d+/.exec(row.cves)?.[0],
            vendor: row.vendor || undefined,
            product: row.product_key || undefined,
            disclosed: row.original_release,
            cvssVector: undefined,
            cwes: row.cwes.split(/[,;]\s*/).filter(each => each !== ''),
            sectors: row.sectors.split(/[,;]\s*/).filter(each => each !== ''),
            productsAffectedText: view === 'table' ? text : undefined,
          },
        });
      }
    }
  }
  return rows;
}
