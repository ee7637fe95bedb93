import { existsSync, readFileSync } from 'node:fs';

const COUNTERS = '/proc/self/io';

/** Bytes that this process gave to the file system since its start; NaN where the system does not count them. */
export function writtenByProcess(): number {
  if (!existsSync(COUNTERS)) {
    return NaN;
  }
  const line = /^write_bytes: (\d+)$/m.exec(readFileSync(COUNTERS, 'utf8'));
  return line ? Number(line[1]) : NaN;
}
