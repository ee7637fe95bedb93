import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ScoreRun } from './ScoreRun';

/** Rows that NumPy works on at a time; of 4,096 to 262,144 the fastest on the machine of docs/benchmarks.md. */
const CHUNK = 131_072;

/** A Python process that scores the written columns in NumPy, whenever it is asked. */
export class NumpyScorer {
  readonly version: string;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  /** @returns what is missing and how to get it, where there is no Python with NumPy */
  static async start(
    folder: string,
  ): Promise<NumpyScorer | { missing: string }> {
    const python = process.env.PATCH_RISK_BENCH_PYTHON ?? 'python3';
    const probe = spawnSync(python, ['-c', 'import numpy'], {
      encoding: 'utf8',
    });
    if (probe.status !== 0) {
      const reason = probe.error?.message ?? probe.stderr.trim();
      return {
        missing: `${python} with numpy (${reason
          .split('\n')
          .at(
            -1,
          )}); install it with "${python} -m pip install numpy", or name another Python in PATCH_RISK_BENCH_PYTHON`,
      };
    }
    const child = spawn(
      python,
      [join(__dirname, 'score_numpy.py'), folder, String(CHUNK)],
      {
        env: { ...process.env, OMP_NUM_THREADS: '1' },
      },
    );
    child.stderr.pipe(process.stderr);
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const { numpy } = JSON.parse(await nextOf(lines));
    return new NumpyScorer(child, lines, numpy);
  }

  private constructor(
    child: ChildProcessWithoutNullStreams,
    lines: AsyncIterator<string>,
    version: string,
  ) {
    this.#process = child;
    this.#lines = lines;
    this.version = version;
  }

  async score(count: number): Promise<ScoreRun> {
    this.#process.stdin.write(`${count}\n`);
    return JSON.parse(await nextOf(this.#lines));
  }

  stop(): void {
    this.#process.stdin.end();
  }
}

async function nextOf(lines: AsyncIterator<string>): Promise<string> {
  const { value, done } = await lines.next();
  if (done) {
    throw new Error('The NumPy script ended early; its message stands above');
  }
  return value;
}
