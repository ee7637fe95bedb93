import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Family } from './Family';
import type { FamilyJob, FamilyResults } from './FamilyJob';

const THREAD = resolve(__dirname, 'familyThread.ts');
const THREADS = 2;

/**
 * Lets each family train or measure in a thread of its own, two at a time, and
 * gives the results in the order of the families, each as soon as it and all
 * before it are there. Seeds are fixed within each family, so the order in
 * which threads end changes nothing.
 *
 * @param options - `progress` is told which family a line is about
 * @throws the first error of a family; threads that still run are ended
 */
export async function* runFamilies<Action extends keyof FamilyResults>(
  chosen: readonly Pick<Family, 'name'>[],
  options: { action: Action; progress: (line: string) => void },
): AsyncGenerator<{ name: string; result: FamilyResults[Action] }> {
  const { action, progress } = options;
  const running = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let hasEnded = false;
  const start = async (name: string, index: number) => {
    if (index >= THREADS) {
      await new Promise<void>(go => waiting.push(go));
    }
    if (hasEnded) {
      throw new Error('An earlier family failed');
    }
    progress(`[${index + 1}/${chosen.length}] ${name}`);
    const workerData: FamilyJob = { family: name, action };
    const thread = new Worker(THREAD, { workerData });
    running.add(thread);
    try {
      return await resultOf<FamilyResults[Action]>(thread, line =>
        progress(`${name}: ${line}`),
      );
    } finally {
      running.delete(thread);
      waiting.shift()?.();
    }
  };
  const results = chosen.map(({ name }, index) => start(name, index));
  try {
    // A family that fails ends the run at once, whichever is waited for.
    const failure = Promise.all(results).then(
      () => new Promise<never>(() => {}),
    );
    failure.catch(() => {});
    for (const [index, { name }] of chosen.entries()) {
      yield { name, result: await Promise.race([results[index], failure]) };
    }
  } finally {
    hasEnded = true;
    await Promise.all([...running].map(thread => thread.terminate()));
  }
}

function resultOf<Result>(
  thread: Worker,
  progress: (line: string) => void,
): Promise<Result> {
  return new Promise((done, fail) => {
    thread.on(
      'message',
      (message: { line: string } | { result: Result; line?: undefined }) =>
        message.line === undefined
          ? done(message.result)
          : progress(message.line),
    );
    thread.on('error', fail);
    thread.on('exit', code =>
      fail(new Error(`A thread ended early, with code ${code}`)),
    );
  });
}
