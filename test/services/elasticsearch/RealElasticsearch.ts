import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = resolve(__dirname, 'main.mjs');

interface Answer {
  url?: string;
  reason?: string;
  message?: string;
}

// Options of the test runner are not for the server.
const env = { ...process.env, NODE_OPTIONS: '' };

/** The real server for tests, in a process of its own on an empty folder; it ends with the process that started it. */
export class RealElasticsearch {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(options: {
    url: string;
    folder: string;
    process: ChildProcess;
  }) {
    this.url = options.url;
    this.#folder = options.folder;
    this.#process = options.process;
  }

  /** Why it cannot run here, for the name of a skipped test; undefined when it can. */
  static whatIsMissing(): string | undefined {
    const answer: Answer = JSON.parse(
      execFileSync(process.execPath, [MAIN, '--check'], {
        encoding: 'utf8',
        env,
      }),
    );
    return answer.reason && `${answer.reason}: ${answer.message}`;
  }

  /** @param options - `security` gives accounts as `startElasticsearch` takes them */
  static async start(
    options: { security?: object } = {},
  ): Promise<RealElasticsearch> {
    const folder = mkdtempSync(join(tmpdir(), 'patch-risk-elasticsearch-'));
    const child = spawn(
      process.execPath,
      [
        MAIN,
        '--port',
        '0',
        '--data',
        folder,
        ...(options.security
          ? ['--security', JSON.stringify(options.security)]
          : []),
      ],
      { stdio: ['pipe', 'pipe', 'ignore'], env },
    );
    for await (const line of createInterface({ input: child.stdout })) {
      const answer: Answer = JSON.parse(line);
      if (!answer.url) {
        throw new Error(answer.message);
      }
      return new RealElasticsearch({ url: answer.url, folder, process: child });
    }
    throw new Error('The server ended before it was up');
  }

  async stop(): Promise<void> {
    const ended = new Promise(fulfil => {
      this.#process.once('exit', fulfil);
    });
    this.#process.stdin?.end();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
