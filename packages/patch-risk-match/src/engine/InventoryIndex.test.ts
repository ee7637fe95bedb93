import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AdvisoryIndex, type NewRow } from './AdvisoryIndex';
import { InventoryIndex } from './InventoryIndex';
import { rowsOfDocument } from './rowsOfDocument';

const row = (changes: Partial<NewRow>): NewRow => ({
  advisoryId: 'A-1',
  cve: 'CVE-2024-0001',
  vendor: 'Acme',
  product: 'RTU-560',
  branchPath: [],
  range: '< 2.0',
  status: 'affected',
  remediationState: 'unknown',
  ...changes,
});

describe('InventoryIndex', () => {
  it('gives each configuration that an advisory concerns, with its devices', () => {
    const inventory = InventoryIndex.create();
    const old = { vendor: 'Acme', product: 'RTU 560', version: '1.0' };
    inventory.add('d1', old);
    inventory.add('d2', old);
    inventory.add('d3', { ...old, version: '2.0' });
    inventory.add('d4', { ...old, product: 'RTU 540' });
    inventory.add('d5', { vendor: 'Other', product: 'RTU-560' });
    expect(inventory.configurationCount).toBe(4);
    expect(
      inventory
        .match([row({})])
        .map(({ configuration, matches }) => [
          [...configuration.devices],
          matches.map(({ status }) => status),
        ]),
    ).toEqual([
      [['d1', 'd2'], ['affected']],
      [['d3'], ['fixed']],
    ]);
  });
});

const DATA = resolve(
  __dirname,
  '../../../../../shared/data/csaf_ics/csaf_cisa_ot_it_until_2023.jsonl.gz',
);
const describeWithData = existsSync(DATA) ? describe : describe.skip;

describeWithData(
  'both directions on real advisories (skipped without ../shared/data)',
  () => {
    it('find the same', () => {
      const documents = gunzipSync(readFileSync(DATA))
        .toString('utf8')
        .split('\n')
        .filter((line, position) => line !== '' && position % 7 === 0)
        .map((line, position) =>
          rowsOfDocument({
            value: JSON.parse(line),
            record: `${position}`,
            today: '2024-01-01',
          }),
        );
      const advisories = AdvisoryIndex.create();
      const inventory = InventoryIndex.create();
      const all = documents.flatMap(({ rows }) => rows);
      for (const [position, each] of all.entries()) {
        advisories.add(each);
        if (position % 5 !== 0) continue;
        const { vendor, product } = each;
        const version = /\d+(?:\.\d+)+/.exec(each.range ?? '')?.[0];
        // Every eighth device names no vendor.
        const isNamed = position % 8 !== 0;
        inventory.add(`d${position}`, {
          vendor: isNamed ? vendor : undefined,
          product,
          version,
        });
      }
      const forward = new Set<string>();
      for (const { item } of inventory.configurations()) {
        for (const match of advisories.match(item)) {
          forward.add(JSON.stringify([item, match]));
        }
      }
      const backward = new Set<string>();
      for (const { rows } of documents) {
        for (const { configuration, matches } of inventory.match(rows)) {
          for (const match of matches) {
            backward.add(JSON.stringify([configuration.item, match]));
          }
        }
      }
      expect(forward.size).toBeGreaterThan(1_000);
      expect([...forward].filter(each => !backward.has(each))).toEqual([]);
      expect([...backward].filter(each => !forward.has(each))).toEqual([]);
    }, 60_000);
  },
);
