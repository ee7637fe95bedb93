import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gzipSync } from 'node:zlib';

/**
 * Writes the rows of the newest weekly snapshot on or before a date as the file that FIRST publishes each day.
 *
 * @param options - `source` is the packed table of snapshots, `date` is `YYYY-MM-DD`
 * @returns path of the file and the date of the snapshot
 */
export async function writeEpss(options: {
  source: string;
  folder: string;
  date: string;
}): Promise<{ file: string; snapshot: string }> {
  let snapshot = '';
  let rows: string[] = [];
  const lines = createInterface({
    input: createReadStream(options.source).pipe(createGunzip()),
  });
  for await (const line of lines) {
    const [date, cve, epss, percentile] = line.split(',');
    if (/^\d/.test(date) && date <= options.date && date >= snapshot) {
      if (date > snapshot) {
        rows = [];
        snapshot = date;
      }
      rows.push(`${cve},${epss},${percentile}`);
    }
  }
  const file = join(options.folder, `epss_scores-${snapshot}.csv.gz`);
  writeFileSync(
    file,
    gzipSync(
      [
        `#model_version:v2023.03.01,score_date:${snapshot}T00:00:00+0000`,
        'cve,epss,percentile',
        ...rows,
        '',
      ].join('\n'),
    ),
  );
  return { file, snapshot };
}
