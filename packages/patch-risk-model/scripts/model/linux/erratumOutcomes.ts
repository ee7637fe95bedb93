import { readTable, readText } from '../readTable';
import { daysBetween } from './daysBetween';
import type { LinuxOutcome } from './LinuxOutcome';

/** AlmaLinux errata of CVEs whose publication has a date, as cases with their outcome. */
export function erratumOutcomes(): LinuxOutcome[] {
  const rows = readTable('time_to_fix/almalinux_cve_fix_dates.csv.gz').filter(
    row => row.cve_published !== '',
  );
  const wanted = new Set(rows.map(row => row.cve));
  const affected = new Map<string, { v?: string; p?: string }>();
  for (const line of readText('cve/cve_vulnrichment_compact.jsonl.gz').split(
    '\n',
  )) {
    const cve = /"cve":\s*"(CVE-[\d-]+)"/.exec(line.slice(0, 60))?.[1];
    if (cve && wanted.has(cve)) {
      const record: { aff?: { v?: string; p?: string }[] } = JSON.parse(line);
      affected.set(cve, record.aff?.[0] ?? {});
    }
  }
  return rows.map(row => {
    const { v, p } = affected.get(row.cve) ?? {};
    return {
      fixCase: {
        ecosystem: 'almalinux',
        cve: row.cve,
        vendor: v || undefined,
        product: row.component,
        disclosed: row.cve_published,
        cwes: [],
        sectors: [],
        productsAffectedText: `release: ${row.release}`,
      },
      fixedOn: row.advisory_published,
      startedOn: row.cve_published,
      days: Math.max(0, daysBetween(row.cve_published, row.advisory_published)),
      cluster: row.advisory,
      otherProducts: [row.first_package, ...(p ? [p] : [])],
    };
  });
}
