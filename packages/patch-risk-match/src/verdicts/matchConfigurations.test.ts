import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { labelledPairs, type LabelledPair } from './__fixtures__/labelledPairs';
import { matchConfigurations, type MatchOutput } from './matchConfigurations';
import { parseRange } from '../versions/parseRange';
import { vendorKeys } from '../names/vendorKeys';

jest.setTimeout(120_000);

async function concerns({ device, row }: LabelledPair): Promise<boolean> {
  const keys = vendorKeys(device.vendor);
  if (!vendorKeys(row.vendor).some(key => keys.includes(key))) return false;
  const { verdicts } = await matchConfigurations({
    vendorKeys: keys,
    configurations: [{ model: device.model, version: device.version }],
    rows: [{ id: 1, product: row.product, range: row.range }],
  });
  return verdicts.some(({ comparison }) =>
    ['inside', 'all-versions'].includes(comparison),
  );
}

describe('matching of hand-labelled pairs', () => {
  it('has a precision of at least 0.95 and a recall of at least 0.9', async () => {
    expect(labelledPairs.length).toBeGreaterThanOrEqual(60);
    const wrong: string[] = [];
    const counts = { truePositive: 0, falsePositive: 0, falseNegative: 0 };
    for (const pair of labelledPairs) {
      const found = await concerns(pair);
      if (found && pair.concerned) counts.truePositive++;
      if (found && !pair.concerned) counts.falsePositive++;
      if (!found && pair.concerned) counts.falseNegative++;
      if (found !== pair.concerned) {
        wrong.push(`${found ? 'false' : 'missed'}: ${JSON.stringify(pair)}`);
      }
    }
    const { truePositive, falsePositive, falseNegative } = counts;
    const precision = truePositive / (truePositive + falsePositive);
    const recall = truePositive / (truePositive + falseNegative);
    process.stdout.write(
      `matching: ${labelledPairs.length} pairs, precision ${precision.toFixed(
        3,
      )}, recall ${recall.toFixed(3)}\n${wrong.join('\n')}\n`,
    );
    expect(precision).toBeGreaterThanOrEqual(0.95);
    expect(recall).toBeGreaterThanOrEqual(0.9);
  });
});

const DATA = resolve(
  __dirname,
  '../../../../../shared/data/csaf_ics/csaf_ot_cve_product.csv.gz',
);
const describeWithData = existsSync(DATA) ? describe : describe.skip;

describeWithData(
  'matching on the products of 2,035 advisories (skipped without ../shared/data)',
  () => {
    type Row = Record<'vendor' | 'product' | 'version' | 'cve', string>;
    let rows: Row[];
    beforeAll(() => {
      rows = parse(gunzipSync(readFileSync(DATA)), { columns: true });
    });

    it('reads nearly all ranges', () => {
      const read = rows.filter(row => parseRange(row.version) !== undefined);
      const texts = new Set(rows.map(row => row.version));
      const readTexts = [...texts].filter(
        text => parseRange(text) !== undefined,
      );
      process.stdout.write(
        `ranges read: ${read.length} of ${rows.length} rows (${(
          (100 * read.length) /
          rows.length
        ).toFixed(1)} %), ${readTexts.length} of ${
          texts.size
        } different texts\n`,
      );
      expect(read.length / rows.length).toBeGreaterThan(0.95);
    });

    it('finds the product of 2,000 devices by index', async () => {
      // A small linear congruential generator: the same devices on every machine.
      let state = 20261121;
      const draw = () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
      };
      const devices = Array.from({ length: 2000 }, () => {
        const row = rows[Math.floor(draw() * rows.length)];
        const number = /\d+(?:\.\d+)*/.exec(row.version)?.[0];
        return { row, model: row.product.trim(), version: number };
      });
      const byVendor = new Map<string, typeof devices>();
      for (const device of devices) {
        const key = vendorKeys(device.row.vendor)[0];
        if (key === undefined) continue;
        byVendor.set(key, [...(byVendor.get(key) ?? []), device]);
      }
      const keysOf = new Map(
        [...new Set(rows.map(row => row.vendor))].map(vendor => [
          vendor,
          vendorKeys(vendor),
        ]),
      );
      let elapsedMs = 0;
      let pairs = 0;
      let verdicts = 0;
      let matched = 0;
      let considered = 0;
      for (const [key, ofVendor] of byVendor) {
        const ofKey = rows.flatMap((row, id) =>
          keysOf.get(row.vendor)?.includes(key)
            ? [{ id, product: row.product, range: row.version }]
            : [],
        );
        const startedAt = performance.now();
        const output: MatchOutput = await matchConfigurations({
          vendorKeys: [key],
          configurations: ofVendor.map(({ model, version }) => ({
            model,
            version,
          })),
          rows: ofKey,
        });
        elapsedMs += performance.now() - startedAt;
        pairs += output.pairsCompared;
        verdicts += output.verdicts.length;
        matched += new Set(output.verdicts.map(v => v.configuration)).size;
        considered += ofVendor.length;
      }
      const products = new Set(rows.map(row => `${row.vendor}|${row.product}`))
        .size;
      process.stdout.write(
        `matching: ${considered} devices, ${
          rows.length
        } rows, ${products} products: ${pairs} pairs compared of ${
          considered * products
        } (${((100 * pairs) / (considered * products)).toFixed(
          3,
        )} %), ${verdicts} verdicts, ${matched} devices found their product, ${Math.round(
          elapsedMs,
        )} ms\n`,
      );
      expect(matched / considered).toBeGreaterThan(0.95);
      expect(pairs).toBeLessThan((considered * products) / 50);
    });
  },
);
