import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';

/** Resolves when nothing listens on the port, otherwise rejects with what to do about it. */
export function checkPort(port, purpose, option) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', error =>
      reject(
        new Error(
          error.code === 'EADDRINUSE'
            ? `Port ${port} for ${purpose} is taken by another program. Stop that program, or choose another port with --${option} N.`
            : `Port ${port} for ${purpose} cannot be opened: ${error.message}. Choose another with --${option} N.`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

/** Child processes that live and die together, each with a log file. */
export class Processes {
  #children = new Map();
  #stopping = false;
  #onExit;

  constructor({ onExit }) {
    this.#onExit = onExit;
  }

  /** Starts a program in a process group of its own, so that it can be stopped with all its children. */
  start(name, program, args, { logFile, onLine, ...options }) {
    const log = createWriteStream(logFile, { flags: 'w' });
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...options,
    });
    let tail = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        log.write(chunk);
        tail = (tail + chunk).slice(-4000);
        for (const line of String(chunk).split('\n')) {
          onLine?.(line);
        }
      });
    }
    child.on('exit', code => {
      this.#children.delete(name);
      if (!this.#stopping) {
        this.#onExit({ name, code, tail, logFile });
      }
    });
    this.#children.set(name, child);
    return child;
  }

  /** Stops everything: politely at first, by force after three seconds. */
  async stop() {
    this.#stopping = true;
    const waiting = [...this.#children.values()].map(
      child =>
        new Promise(resolve => {
          child.once('exit', resolve);
          if (child.exitCode !== null || child.signalCode !== null) {
            resolve();
          }
        }),
    );
    this.#signal('SIGTERM');
    const force = setTimeout(() => this.#signal('SIGKILL'), 3000);
    await Promise.all(waiting);
    this.#signal('SIGKILL');
    clearTimeout(force);
  }

  #signal(signal) {
    for (const child of this.#children.values()) {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // The group is gone already.
      }
    }
  }
}

/** Polls an address until it answers with a status below 400. */
export async function waitForAddress(url, { seconds, signal }) {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline && !signal.aborted) {
    try {
      const response = await fetch(url, {
        signal: AbortSignal.timeout(10_000),
      });
      await response.arrayBuffer();
      if (response.status < 400) {
        return;
      }
    } catch {
      // Not up yet.
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
  throw new Error(`${url} did not answer within ${seconds} s`);
}
