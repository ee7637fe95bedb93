// eslint-disable-next-line no-restricted-imports -- nothing here is built, and both write the same records
import {
  type CondensedCve,
  renderCveRecord,
} from '@patch-risk/backstage-plugin-patch-risk-backend/src/feeds/cve/__testUtils__/renderCveRecord';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Earlier SSVC values that were seen before they changed, by CVE. */
function earlierValues(data: string) {
  const [, ...lines] = readFileSync(
    join(data, 'cve/ssvc_transitions.csv'),
    'utf8',
  ).split('\n');
  const earlier = new Map<string, { exploitation: string; ts: string }[]>();
  for (const line of lines.filter(Boolean)) {
    const [cve, exploitation, , ts] = line.split(',');
    earlier.set(cve, [...(earlier.get(cve) ?? []), { exploitation, ts }]);
  }
  return earlier;
}

/** From here on CISA wrote its first value within days of publication. */
const FIRST_EARLY_DAY = '2024-05-01';
const EARLY_DAYS = 7;
const DAY_MS = 86_400_000;

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The value that CISA may have written first, where only a later one is left. */
function assumedValue(
  record: CondensedCve,
): { exploitation: string; ts: string } | undefined {
  const { ssvc, published } = record;
  return ssvc &&
    published >= FIRST_EARLY_DAY &&
    ssvc.ts.slice(0, 10) > daysAfter(published, EARLY_DAYS)
    ? { exploitation: 'none', ts: `${daysAfter(published, 1)}T12:00:00` }
    : undefined;
}

/** The record without what is dated after a day. */
function asKnownOn(record: CondensedCve, day: string): CondensedCve {
  const isKnown = record.ssvc !== undefined && record.ssvc.ts <= `${day}T24`;
  const isLater = record.cvss_src === 'adp' && !isKnown;
  return {
    ...record,
    updated: record.updated < day ? record.updated : day,
    ssvc: isKnown ? record.ssvc : undefined,
    cvss: isLater ? undefined : record.cvss,
  };
}

/**
 * Writes what the feeds would have read on a day: CVE records as the CVE List publishes them, an earlier state of those
 * whose SSVC has changed, and KEV. What an assigner changed since the day is not known and stands as it came to be.
 *
 * @param options - `assumesQuiet`: where only a later SSVC value is left, CISA is taken to have written `none` on the
 * day after publication; else it is taken to have written nothing
 */
export function writeSnapshots(options: {
  data: string;
  folder: string;
  asOf: string;
  assumesQuiet: boolean;
}): { earlier: string; records: string; kev: string } {
  const { data, folder, asOf } = options;
  const paths = {
    earlier: join(folder, 'earlier'),
    records: join(folder, 'records'),
    kev: join(folder, 'kev.json'),
  };
  const changed = earlierValues(data);
  const earlier: string[] = [];
  const byYear = new Map<string, string[]>();
  const lines = gunzipSync(
    readFileSync(join(data, 'cve/cve_vulnrichment_compact.jsonl.gz')),
  )
    .toString()
    .split('\n');
  for (const line of lines.filter(Boolean)) {
    const record: CondensedCve = JSON.parse(line);
    if (record.published > asOf) {
      continue;
    }
    const assumed = options.assumesQuiet ? assumedValue(record) : undefined;
    const before = changed.get(record.cve) ?? (assumed ? [assumed] : []);
    for (const { exploitation, ts } of before) {
      if (ts <= `${asOf}T24`) {
        earlier.push(
          JSON.stringify(
            renderCveRecord({
              ...asKnownOn(record, asOf),
              updated: record.published,
              ssvc: { ...record.ssvc, exploitation, ts },
            }),
          ),
        );
      }
    }
    const year = record.cve.slice(4, 8);
    const file = byYear.get(year) ?? [];
    file.push(JSON.stringify(renderCveRecord(asKnownOn(record, asOf))));
    byYear.set(year, file);
  }
  mkdirSync(paths.earlier);
  mkdirSync(paths.records);
  writeFileSync(join(paths.earlier, 'changed.jsonl'), earlier.join('\n'));
  for (const [year, file] of byYear) {
    writeFileSync(join(paths.records, `${year}.jsonl`), file.join('\n'));
  }
  const catalog: { vulnerabilities: { dateAdded: string }[] } = JSON.parse(
    gunzipSync(
      readFileSync(
        join(data, 'kev/known_exploited_vulnerabilities_2025-08-25.json.gz'),
      ),
    ).toString(),
  );
  const vulnerabilities = catalog.vulnerabilities.filter(
    ({ dateAdded }) => dateAdded <= asOf,
  );
  writeFileSync(
    paths.kev,
    JSON.stringify({
      ...catalog,
      dateReleased: asOf,
      count: vulnerabilities.length,
      vulnerabilities,
    }),
  );
  return paths;
}
