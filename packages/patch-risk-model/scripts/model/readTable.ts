import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { DATA_DIRECTORY } from './dataDirectory';

/** Text of a data file, uncompressed where its name ends in `.gz`. */
export function readText(path: string): string {
  const bytes = readFileSync(join(DATA_DIRECTORY, path));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Rows of a CSV file of the data folder, by column name. */
export function readTable(path: string): Record<string, string>[] {
  return parse(readText(path), { columns: true });
}
