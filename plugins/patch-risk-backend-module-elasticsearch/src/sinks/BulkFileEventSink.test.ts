import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anEvent } from '../__testUtils__/anEvent';
import { bulkLines } from '../documents/bulkLines';
import { BulkFileEventSink } from './BulkFileEventSink';

describe('BulkFileEventSink', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bulk-file-'));
    file = join(folder, 'below', 'events.ndjson');
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const open = () =>
    BulkFileEventSink.create({ file, namespace: 'default', batchSize: 10 });

  function linesOf(...numbers: number[]): string {
    return numbers
      .map(number => {
        const { action, document } = bulkLines({
          event: anEvent(number),
          namespace: 'default',
        });
        return `${action}\n${document}\n`;
      })
      .join('');
  }

  it('writes exactly the bulk lines, each event once, over restarts', async () => {
    const first = open();
    const results = await first.deliver([anEvent(1), anEvent(2), anEvent(1)]);
    expect(results).toEqual(Array(3).fill({ outcome: 'delivered' }));
    await first.close();

    const second = open();
    await second.deliver([anEvent(2), anEvent(3)]);
    await second.close();

    expect(await readFile(file, 'utf8')).toBe(linesOf(1, 2, 3));
    expect(JSON.parse(linesOf(1).split('\n')[0])).toEqual({
      create: {
        _index: 'logs-patchrisk.anomaly-default',
        _id: anEvent(1).id,
      },
    });
  });

  it('recovers from a kill at every byte of the last event', async () => {
    const sink = open();
    await sink.deliver([anEvent(1)]);
    await sink.close();
    const whole = linesOf(1, 2);
    for (let cut = linesOf(1).length; cut < whole.length; cut += 7) {
      await writeFile(file, whole.slice(0, cut));
      const restarted = open();
      await restarted.deliver([anEvent(1), anEvent(2)]);
      await restarted.close();
      expect(await readFile(file, 'utf8')).toBe(whole);
    }
  });

  it('keeps lines in order when batches come at the same time', async () => {
    const sink = open();
    const batches = Array.from({ length: 20 }, (_, index) => [
      anEvent(index * 2),
      anEvent(index * 2 + 1),
    ]);
    await Promise.all(batches.map(batch => sink.deliver(batch)));
    await sink.close();
    expect(await readFile(file, 'utf8')).toBe(
      linesOf(...Array.from({ length: 40 }, (_, index) => index)),
    );
  });

  it('keeps what somebody else wrote between events', async () => {
    const sink = open();
    await sink.deliver([anEvent(1)]);
    await appendFile(file, 'a note\n');
    await sink.deliver([anEvent(2)]);
    await appendFile(file, `a note\n${linesOf(3)}`);
    await sink.deliver([anEvent(3), anEvent(4)]);
    await sink.close();
    const text = await readFile(file, 'utf8');
    expect(text).toBe(`${linesOf(1, 2)}a note\n${linesOf(3, 4)}`);
  });

  it('starts again when the file is taken away while it is open', async () => {
    const sink = open();
    await sink.deliver([anEvent(1)]);
    await rm(file);
    await sink.deliver([anEvent(2)]);
    await sink.close();
    expect(await readFile(file, 'utf8')).toBe(linesOf(2));
  });

  it('refuses a batch that cannot be written, and writes it later', async () => {
    const blocker = join(folder, 'below');
    await writeFile(blocker, 'a file where the folder should be');
    const sink = open();
    await expect(sink.deliver([anEvent(1)])).rejects.toThrow();
    await rm(blocker);
    await expect(sink.deliver([anEvent(1)])).resolves.toEqual([
      { outcome: 'delivered' },
    ]);
    await sink.close();
    expect(await readFile(file, 'utf8')).toBe(linesOf(1));
  });
});
