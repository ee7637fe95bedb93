// `npm run bench -- NAME [options]`: measures the product on this machine. Each benchmark is a file of scripts/bench.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { continueSteps } from './steps.mjs';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'bench');
const names = readdirSync(folder)
  .filter(file => file.endsWith('.bench.mjs'))
  .map(file => file.slice(0, -'.bench.mjs'.length))
  .sort();

async function usage() {
  const lines = ['Usage: npm run bench -- NAME [options]', ''];
  for (const name of names) {
    const { usage: text } = await import(`./bench/${name}.bench.mjs`);
    lines.push(text, '');
  }
  return lines.join('\n');
}

const [name, ...args] = process.argv.slice(2);
if (name === undefined || ['help', '--help', '-h'].includes(name)) {
  console.log(await usage());
} else if (!names.includes(name)) {
  console.error(`There is no benchmark "${name}".\n\n${await usage()}`);
  process.exitCode = 2;
} else {
  const steps = continueSteps(5);
  try {
    const { run } = await import(`./bench/${name}.bench.mjs`);
    process.exitCode = await run({ args, steps });
  } catch (error) {
    steps.fail(error);
    process.exitCode = 1;
  }
}
