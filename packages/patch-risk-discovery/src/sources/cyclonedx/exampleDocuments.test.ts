import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readAll } from '../../testing/readAll';
import { readBom } from './readBom';
import { readCyclonedx } from './readCyclonedx';

const DATA = resolve(
  __dirname,
  '../../../../../../shared/data/devices/cyclonedx_bom_examples_small.tar.gz',
);

/** Components anywhere in `components` lists, counted without the code under test. */
function countIn(value: unknown): number {
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, item) => sum + countIn(item), 0);
  }
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum +
      (key === 'components' && Array.isArray(item) ? item.length : 0) +
      (['components', 'component', 'metadata'].includes(key)
        ? countIn(item)
        : 0),
    0,
  );
}

(existsSync(DATA) ? describe : describe.skip)(
  'the 52 example documents of CycloneDX (skipped without ../shared/data)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'cyclonedx-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('go through, with every component accounted for', async () => {
      execFileSync('tar', ['-xzf', DATA, '-C', folder]);
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter(name => name.endsWith('.json'))
        .sort();
      const counts = {
        documents: files.length,
        components: 0,
        distinct: 0,
        keysAndCertificates: 0,
        vulnerabilitiesLeft: 0,
        sightings: 0,
        problems: 0,
        aboutNoDevice: 0,
      };
      const reasons = new Map<string, number>();
      for (const file of files) {
        const text = readFileSync(join(folder, file), 'utf8');
        const value = JSON.parse(text);
        const bom = readBom(value, file);
        if (!('components' in bom)) throw new Error(`${file} was refused`);
        const names = new Set<string>();
        const collect = (item: unknown) => {
          if (Array.isArray(item)) item.forEach(collect);
          else if (typeof item === 'object' && item !== null) {
            const { name, components } = item as Record<string, unknown>;
            if (typeof name === 'string') names.add(name);
            collect(components);
          }
        };
        collect(value.components);
        const read = new Set(bom.components.map(({ name }) => name));
        const lost = [...names].filter(name => !read.has(name.trim()));
        expect([file, lost.length <= bom.leftOut]).toEqual([file, true]);

        const { sightings, problems } = await readAll(readCyclonedx, text, {
          file,
        });
        counts.components += countIn(value);
        counts.distinct += bom.components.length;
        counts.keysAndCertificates += bom.leftOut;
        counts.vulnerabilitiesLeft += bom.vulnerabilities;
        counts.sightings += sightings.length;
        counts.problems += bom.problems.length;
        counts.aboutNoDevice += problems.length - bom.problems.length;
        for (const problem of bom.problems) {
          const reason = `${problem.reason}: ${problem.value}`;
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        }
        expect([file, sightings.length + problems.length]).not.toEqual([
          file,
          0,
        ]);
      }
      process.stdout.write(
        `${JSON.stringify(counts)} ${JSON.stringify([...reasons])}\n`,
      );
      expect(counts.documents).toBe(52);
      expect(counts.sightings).toBeGreaterThan(0);
      expect(counts.components).toBe(
        counts.distinct + counts.keysAndCertificates,
      );
      expect(counts.distinct).toBeGreaterThan(1000);
    });
  },
);
