import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { DeliveryChildOptions } from './deliveryChild';

/** Delivery workers in processes of their own, which can be killed and come back. */
export class DeliveryChildren {
  readonly #options: DeliveryChildOptions;
  readonly #children = new Map<number, ChildProcess>();
  #stopping = false;
  /** How often a child was killed. */
  kills = 0;

  private constructor(options: DeliveryChildOptions) {
    this.#options = options;
  }

  static start(count: number, options: DeliveryChildOptions): DeliveryChildren {
    const children = new DeliveryChildren(options);
    for (let index = 0; index < count; index += 1) {
      children.#spawn();
    }
    return children;
  }

  /** Kills a child without warning; another takes its place. */
  kill(pid: number): void {
    if (this.#children.get(pid)?.kill('SIGKILL')) {
      this.kills += 1;
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(
      [...this.#children.values()].map(
        child =>
          new Promise(done => {
            child.once('exit', done);
            child.kill('SIGKILL');
          }),
      ),
    );
  }

  #spawn(): void {
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        resolve(__dirname, 'deliveryChild.ts'),
      ],
      {
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          DELIVERY_CHILD: JSON.stringify(this.#options),
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const { pid } = child;
    if (pid !== undefined) {
      this.#children.set(pid, child);
      child.once('exit', () => {
        this.#children.delete(pid);
        if (!this.#stopping) {
          this.#spawn();
        }
      });
    }
  }
}
