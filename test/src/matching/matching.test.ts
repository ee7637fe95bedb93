import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AdvisoryIndex } from '@patch-risk/match';
import type { DrawnPair } from './drawPairs';
import { wilsonInterval } from './wilsonInterval';

/** What a reader said of a pair, without knowing what the matcher says. */
type Label = 'yes' | 'no' | 'unclear';

const pairs: (DrawnPair & { labels: [Label, Label] })[] = JSON.parse(
  readFileSync(resolve(__dirname, 'labelledPairs.json'), 'utf8'),
);

function statusOf({ device, advisory, cve, vendor, lists }: DrawnPair) {
  const index = AdvisoryIndex.create();
  for (const { product, range, status } of lists) {
    index.add({
      advisoryId: advisory,
      cve,
      vendor,
      product,
      branchPath: [],
      range,
      status,
      remediationState: 'unknown',
    });
  }
  return index.match(device)[0]?.status ?? 'none';
}

function show(name: string, hits: number, total: number) {
  const [lower, upper] = wilsonInterval(hits, total);
  return `${name} ${(hits / total).toFixed(3)} (${lower.toFixed(
    3,
  )} to ${upper.toFixed(3)}, ${hits} of ${total})`;
}

describe('matching of pairs that two readers labelled blind', () => {
  const judged = pairs.map(pair => ({ pair, status: statusOf(pair) }));
  const decided = judged.filter(
    ({ pair: { labels } }) =>
      labels[0] === labels[1] && labels[0] !== 'unclear',
  );
  const concerned = decided.filter(({ pair }) => pair.labels[0] === 'yes');
  const called = decided.filter(({ status }) => status === 'affected');
  const right = called.filter(({ pair }) => pair.labels[0] === 'yes');

  it('is hardly ever wrong, and misses few', () => {
    const agreed = pairs.filter(({ labels }) => labels[0] === labels[1]);
    const misses = concerned.filter(({ status }) => status !== 'affected');
    const readable = concerned.filter(({ pair }) =>
      /\d/.test(pair.device.version ?? ''),
    );
    const unknown = readable.filter(({ status }) => status === 'unknown');
    const lines = [
      `${pairs.length} pairs, readers agree on ${agreed.length}, decided ${decided.length}`,
      show('precision', right.length, called.length),
      show('recall, unknown counted as a miss', right.length, concerned.length),
      `unknown in spite of a readable version: ${unknown.length} of ${readable.length}`,
      ...misses.map(
        ({ pair: { device, lists }, status }) =>
          `missed (${status}): ${device.product} ${device.version} in ${lists[0].product} ${lists[0].range}`,
      ),
      ...called
        .filter(({ pair }) => pair.labels[0] === 'no')
        .map(
          ({ pair: { device, lists } }) =>
            `wrong: ${device.product} ${device.version} in ${lists[0].product} ${lists[0].range}`,
        ),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    expect(wilsonInterval(right.length, called.length)[0]).toBeGreaterThan(
      0.95,
    );
    expect(right.length / concerned.length).toBeGreaterThan(0.93);
    expect(unknown.length / readable.length).toBeLessThan(0.1);
  });

  it('does not call affected what both readers could not decide, but for few', () => {
    const open = judged.filter(
      ({ pair: { labels } }) =>
        labels[0] === 'unclear' && labels[1] === 'unclear',
    );
    const bold = open.filter(({ status }) => status === 'affected');
    process.stdout.write(
      `${open.length} undecided pairs, ${bold.length} called affected\n`,
    );
    expect(bold.length / open.length).toBeLessThan(0.1);
  });
});
