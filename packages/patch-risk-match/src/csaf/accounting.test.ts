import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { RecordProblem } from '../records/RecordProblem';
import { readDocument } from './readDocument';
import { readProductTree } from './readProductTree';
import { csafDocumentSchema } from './schema';

const DATA = resolve(
  __dirname,
  '../../../../../shared/data/csaf_ics/csaf_cisa_ot_it_until_2023.jsonl.gz',
);
const describeWithData = existsSync(DATA) ? describe : describe.skip;

/** Every product identifier anywhere in a product tree, found without the code under test. */
function identifiersIn(value: unknown, found: Set<string>) {
  if (Array.isArray(value)) {
    for (const item of value) identifiersIn(item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'product_id' && typeof item === 'string') found.add(item);
      else if (key !== 'product_groups') identifiersIn(item, found);
    }
  }
}

describeWithData(
  'all product trees of 2,035 advisories (skipped without ../shared/data)',
  () => {
    const documents = gunzipSync(readFileSync(DATA))
      .toString('utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));

    it('have each product and each status accounted for', () => {
      const counts = { documents: 0, products: 0, statuses: 0, rows: 0 };
      const lost: string[] = [];
      for (const [position, value] of documents.entries()) {
        const record = `document ${position + 1}`;
        const problems: RecordProblem[] = [];
        const { product_tree: tree } = csafDocumentSchema.parse(value);
        const read = readProductTree({
          tree,
          fallbackVendor: undefined,
          record,
          problems,
        });
        const present = new Set<string>();
        identifiersIn(tree, present);
        for (const id of present) {
          const isTold = problems.some(problem => problem.value === id);
          if (!read.products.has(id) && !isTold) lost.push(`${record}: ${id}`);
        }
        counts.documents++;
        counts.products += present.size;

        const document = readDocument({
          value,
          contentHash: '',
          today: '2024-01-01',
          record,
          problems,
        });
        const vulnerabilities = [...(document?.vulnerabilities ?? [])];
        for (const [index, raw] of value.vulnerabilities.entries()) {
          const named = new Set(
            Object.values<string[]>(raw.product_status ?? {}).flat(),
          );
          const rows = [...(vulnerabilities[index]?.products ?? [])];
          const answered = new Set(rows.map(({ productId }) => productId));
          for (const id of named) {
            const isTold = problems.some(problem => problem.value === id);
            if (!answered.has(id) && !isTold) {
              lost.push(`${record}, ${raw.cve}: ${id}`);
            }
          }
          counts.statuses += named.size;
          counts.rows += rows.length;
        }
      }
      process.stdout.write(`product trees: ${JSON.stringify(counts)}\n`);
      expect(lost).toEqual([]);
      expect(counts.documents).toBe(2_035);
      expect(counts.rows).toBe(34_768);
    }, 120_000);
  },
);
