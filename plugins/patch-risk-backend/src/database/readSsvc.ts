import type { Knex } from 'knex';
import type { CveSsvc } from '../feeds/cve/CveRecord';
import { whereInValues } from './whereInValues';

interface SsvcRow {
  cve: string;
  written_at: string;
  exploitation: CveSsvc['exploitation'];
  automatable: boolean | number | null;
  total_impact: boolean | number | null;
}

function known(value: boolean | number | null): boolean | undefined {
  return value === null ? undefined : Boolean(value);
}

/** Every SSVC value that was seen of these CVEs, the oldest first, by CVE. */
export async function readSsvc(
  database: Knex,
  cves: readonly string[],
): Promise<Map<string, CveSsvc[]>> {
  const query = database<SsvcRow>('cve_ssvc')
    .select('*')
    .orderBy(['cve', 'written_at']);
  whereInValues(query, 'cve', cves);
  const rows: SsvcRow[] = await query;
  const values = new Map<string, CveSsvc[]>();
  for (const row of rows) {
    const list = values.get(row.cve) ?? [];
    list.push({
      exploitation: row.exploitation,
      automatable: known(row.automatable),
      totalImpact: known(row.total_impact),
      writtenAt: row.written_at,
    });
    values.set(row.cve, list);
  }
  return values;
}
