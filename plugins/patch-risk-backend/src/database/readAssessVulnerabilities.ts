import type { Knex } from 'knex';
import type { AssessVulnerability } from '../assessment/AssessInput';
import { exploitFactsOf } from '../feeds/cve/exploitFactsOf';
import type { HostPace } from '../workers/HostPace';
import { CveRecordStore } from './CveRecordStore';
import { readAssessVulnerability } from './readAssessVulnerability';
import type { AssessVulnerabilityRow } from './readAssessVulnerability';
import { readExploitCodes } from './readExploitCodes';
import { readSightings } from './readSightings';
import { whereInValues } from './whereInValues';

/**
 * What the score reads of some vulnerabilities, in their order; one that no feed describes is there with its name alone.
 *
 * @param options - `asOf`: instant after which nothing of a CVE record counts
 */
export async function readAssessVulnerabilities(options: {
  database: Knex;
  pace: HostPace;
  cves: readonly string[];
  asOf: string;
}): Promise<AssessVulnerability[]> {
  const { database, pace, cves, asOf } = options;
  const query = database('vulnerabilities').select(
    'cve',
    'disclosed_on',
    'cvss',
    'cwes',
    'kev_date_added',
    'epss',
    'epss_date',
  );
  whereInValues(query, 'cve', cves);
  const rows: AssessVulnerabilityRow[] = await query;
  const known = new Map(
    rows.map(row => [row.cve, readAssessVulnerability(row)]),
  );
  const records = await CveRecordStore.create({ database, pace }).get(cves);
  const codes = await readExploitCodes(database, cves);
  const sightings = await readSightings({ database, cves, asOf });
  return cves.map(cve => {
    const record = records.get(cve);
    return {
      ...(known.get(cve) ?? { cve, cwes: [] }),
      record: record && exploitFactsOf(record, { asOf })?.facts,
      isRejected: record?.state === 'rejected' || undefined,
      exploitCode: codes.get(cve),
      sightings: sightings.get(cve),
    };
  });
}
