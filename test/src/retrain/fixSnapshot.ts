import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Writes the CSAF documents that a feed would have read on a day. Those that were revised later are left out, as nobody
 * knows any more what they said.
 */
export function fixSnapshot(options: {
  data: string;
  folder: string;
  asOf: string;
}): { path: string; documents: number; revisedLater: number } {
  const { data, folder, asOf } = options;
  const lines = gunzipSync(
    readFileSync(join(data, 'csaf_ics/csaf_cisa_ot_it_until_2023.jsonl.gz')),
  )
    .toString()
    .split('\n')
    .filter(Boolean);
  const kept: string[] = [];
  let revisedLater = 0;
  for (const line of lines) {
    const { initial_release_date: released, current_release_date: revised } =
      JSON.parse(line).document.tracking;
    if (released.slice(0, 10) > asOf) {
      continue;
    }
    if (revised.slice(0, 10) > asOf) {
      revisedLater += 1;
    } else {
      kept.push(line);
    }
  }
  const path = join(folder, 'csaf.jsonl');
  writeFileSync(path, kept.join('\n'));
  return { path, documents: kept.length, revisedLater };
}
