import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { rowsOfDocument } from '@patch-risk/match';
import { type DrawnPair, drawPairs } from './drawPairs';

/**
 * `main.ts DOCUMENTS.jsonl.gz COUNT SEED OUT.json [SEEN.json]`: draws pairs of device and advisory for two people
 * to judge.
 */
const [documents, count, seed, out, seen] = process.argv.slice(2);
const without: DrawnPair[] =
  seen === undefined ? [] : JSON.parse(readFileSync(seen, 'utf8'));
const rows = gunzipSync(readFileSync(documents))
  .toString('utf8')
  .split('\n')
  .filter(line => line !== '')
  .flatMap(
    (line, index) =>
      rowsOfDocument({
        value: JSON.parse(line),
        record: `${documents}:${index + 1}`,
        today: '2024-01-01',
      }).rows,
  );
const pairs = drawPairs({
  rows,
  count: Number(count),
  seed: Number(seed),
  without,
});
writeFileSync(out, `${JSON.stringify(pairs, undefined, 2)}\n`);
process.stderr.write(`${pairs.length} pairs\n`);
