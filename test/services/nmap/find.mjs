import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @returns `{ path }`, or `{ missing }` with how to get it */
export function findNmap() {
  const path = (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'nmap'))
    .find(candidate => existsSync(candidate));
  return path
    ? { path }
    : { missing: 'nmap: install it, for example apt-get install nmap' };
}
