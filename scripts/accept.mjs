// `npm run accept -- NAME`: one acceptance check of the whole product; each is a file of the folder accept.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('./accept/', import.meta.url);
const names = readdirSync(folder)
  .filter(file => file.endsWith('.mjs'))
  .map(file => file.slice(0, -'.mjs'.length))
  .sort();
const [name, ...args] = process.argv.slice(2);

if (!names.includes(name)) {
  const asked = name !== undefined && !['--help', '-h'].includes(name);
  if (asked) {
    console.error(`There is no acceptance check "${name}".`);
  }
  console.error(
    `Usage: npm run accept -- NAME [options]; NAME is one of: ${names.join(
      ', ',
    )}`,
  );
  process.exit(asked || name === undefined ? 2 : 0);
}

const child = spawn(
  process.execPath,
  [fileURLToPath(new URL(`${name}.mjs`, folder)), ...args],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('close', (code, signal) => process.exit(signal ? 130 : code ?? 1));
