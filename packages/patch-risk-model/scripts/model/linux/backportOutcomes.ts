import { readTable } from '../readTable';
import { daysBetween } from './daysBetween';
import type { LinuxOutcome } from './LinuxOutcome';

/** Backports into OpenEmbedded-core whose upstream fix has a date, as cases with their outcome. */
export function backportOutcomes(): LinuxOutcome[] {
  return readTable('time_to_fix/oe_core_cve_backports.csv.gz')
    .filter(row => row.upstream_fix_date !== '')
    .map(row => ({
      fixCase: {
        ecosystem: 'openembedded',
        cve: row.cve,
        product: row.recipe,
        disclosed: row.cve_published || undefined,
        cwes: [],
        upstreamFixed: row.upstream_fix_date,
        sectors: [],
        productsAffectedText: `branch: ${row.branch}; category: ${row.recipe_category}`,
      },
      fixedOn: row.oe_commit_date,
      startedOn: row.upstream_fix_date,
      days: Math.max(0, daysBetween(row.upstream_fix_date, row.oe_commit_date)),
      cluster: row.cve,
    }));
}
