import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureReader } from '../../testing/measureReader';
import { readNmap } from './readNmap';

const SCAN = readFileSync(join(__dirname, '__fixtures__/scan.xml'), 'utf8');

describe('a large result of nmap', () => {
  it('reads 20,000 hosts in the memory of a few', async () => {
    const start = SCAN.indexOf('<host starttime');
    const one = SCAN.slice(start, SCAN.indexOf('</host>', start) + 7)
      .split('\n')
      .map(line => `${line}\n`);
    function* lines() {
      yield '<nmaprun>';
      for (let count = 0; count < 20_000; count++) yield* one;
      yield '</nmaprun>';
    }
    const { items, growth } = await measureReader(readNmap, lines());
    expect(items).toBe(20_000);
    // The file is 50 MB; of its hosts none is kept.
    expect(growth).toBeLessThan(20 * 1024 * 1024);
  }, 120_000);
});
