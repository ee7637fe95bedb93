import type { CommandIo } from './CommandIo';

/** Tells every `everySeconds` seconds how many rows are done. */
export function createProgress(
  io: Pick<CommandIo, 'progress'>,
  options: { what: string; everySeconds?: number },
): { count(): void; end(): void } {
  const { what, everySeconds = 5 } = options;
  const startedAt = performance.now();
  let spokenAt = startedAt;
  let rows = 0;
  const tell = () => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    io.progress(`${rows} ${what} (${seconds} s)`);
  };
  return {
    count: () => {
      rows++;
      // The clock is asked for every thousandth row only: it costs as much as a short row.
      if (rows % 1000 === 0) {
        const now = performance.now();
        if (now - spokenAt >= everySeconds * 1000) {
          spokenAt = now;
          tell();
        }
      }
    },
    end: tell,
  };
}
