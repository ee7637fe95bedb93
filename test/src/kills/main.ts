import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureEngine } from './measureEngine';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    engine: { type: 'string', default: 'both' },
    seed: { type: 'string', default: '1' },
    elasticsearch: { type: 'boolean', default: false },
  },
});

function readWhole(name: 'kills' | 'seed', minimum: number): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < minimum) {
    throw new Error(
      `--${name} ${values[name]} is not a whole number of ${minimum} or more.`,
    );
  }
  return value;
}

async function main(): Promise<void> {
  const kills = readWhole('kills', 1);
  const seed = readWhole('seed', 0);
  const engines = {
    sqlite: ['sqlite'],
    postgres: ['postgres'],
    both: ['sqlite', 'postgres'],
  }[values.engine] as ('sqlite' | 'postgres')[] | undefined;
  if (!engines) {
    throw new Error(
      `--engine ${values.engine} is none; write sqlite, postgres or both.`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'patch-risk-kills-'));
  console.log(
    `Seed ${seed}. Short times: search lag of Jira 1 s, lease 3 s, time for a call 2 s.`,
  );
  try {
    for (const engine of engines) {
      const figures = await measureEngine({
        engine,
        kills,
        seed,
        folder,
        elasticsearch: values.elasticsearch,
        report: line => console.log(line),
      });
      console.log(figures.line);
      if (figures.problems.length > 0) {
        process.exitCode = 1;
        console.error(figures.problems.slice(0, 20).join('\n'));
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
