import { performance } from 'node:perf_hooks';
import { ConfigReader } from '@backstage/config';
import { HostPace } from './HostPace';

const work = (milliseconds: number) => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

/** How long a rest takes after some work, in milliseconds: the middle of nine, as the machine may be busy. */
async function restAfter(pace: HostPace, milliseconds: number) {
  const rests: number[] = [];
  for (let round = 0; round < 9; round++) {
    await new Promise(resolve => setTimeout(resolve, 1));
    await pace.rest();
    work(milliseconds);
    const start = performance.now();
    await pace.rest();
    rests.push(performance.now() - start);
  }
  return rests.sort((one, other) => one - other)[4];
}

describe('HostPace', () => {
  it('rests in proportion to the work at a small share, and hardly at a full one', async () => {
    const full = await restAfter(HostPace.create({ share: 1 }), 10);
    const half = await restAfter(HostPace.create({ share: 0.5 }), 10);
    const tenth = await restAfter(HostPace.create({ share: 0.1 }), 10);
    expect(full).toBeLessThan(half);
    expect(half).toBeGreaterThanOrEqual(9);
    expect(tenth).toBeGreaterThanOrEqual(81);
  });

  it('does not rest for time spent waiting', async () => {
    const pace = HostPace.create({ share: 0.1 });
    await pace.rest();
    await new Promise(resolve => setTimeout(resolve, 100));
    const start = performance.now();
    await pace.rest();
    // A rest for the wait would be the longest there is, 250 ms.
    expect(performance.now() - start).toBeLessThan(200);
  });

  it.each([0, -1, 1.5])(
    'refuses a share of %s with the key and a remedy',
    share => {
      expect(() =>
        HostPace.fromConfig(
          new ConfigReader({
            patchRisk: { workers: { mainThreadShare: share } },
          }),
        ),
      ).toThrow(
        `Config patchRisk.workers.mainThreadShare is ${share}; set a number above 0 and up to 1`,
      );
    },
  );
});
