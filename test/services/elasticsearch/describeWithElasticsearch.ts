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

function check(): Answer {
  return JSON.parse(
    execFileSync(process.execPath, [MAIN, '--check'], {
      encoding: 'utf8',
      env,
    }),
  );
}

/**
 * Tests against the real Elasticsearch, started once for them on an empty folder. Where it cannot run they are skipped,
 * and their name says why.
 *
 * @param options - `security` gives accounts as `startElasticsearch` takes them
 * @param body - is given a function that returns the server's address once it is up
 */
export function describeWithElasticsearch(
  options: { name: string; security?: object },
  body: (url: () => string) => void,
): void {
  const missing = check();
  if (missing.reason) {
    // eslint-plugin-jest does not see it, but these are the tests, skipped with the reason in their name.
    describe.skip(`${options.name} (skipped, ${missing.reason}: ${missing.message})`, () =>
      body(() => ''));
    return;
  }
  describe(options.name, () => {
    let folder: string;
    let server: ChildProcess;
    let url = '';

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'patch-risk-elasticsearch-'));
      server = spawn(
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
      if (!server.stdout) {
        throw new Error('The server has no output');
      }
      for await (const line of createInterface({ input: server.stdout })) {
        const answer: Answer = JSON.parse(line);
        if (!answer.url) {
          throw new Error(answer.message);
        }
        url = answer.url;
        break;
      }
    }, 180_000);

    afterAll(async () => {
      const ended = new Promise(fulfil => {
        server.once('exit', fulfil);
      });
      server.stdin?.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    }, 30_000);

    body(() => url);
  });
}
