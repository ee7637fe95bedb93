import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer.
 *
 * @param options - `probe` gives undefined as long as there is none; what it throws counts as no answer and is told at
 * the end; `what` names what is waited for
 * @throws after `seconds`, with the last error of the probe
 */
export async function until<Answer>(options: {
  what: string;
  seconds: number;
  probe: () => Promise<Answer | undefined>;
  everyMs?: number;
}): Promise<Answer> {
  const deadline = performance.now() + options.seconds * 1000;
  let reason = '';
  while (performance.now() < deadline) {
    try {
      const answer = await options.probe();
      if (answer !== undefined) {
        return answer;
      }
      reason = '';
    } catch (error) {
      reason = `: ${String(error)}`;
    }
    await delay(options.everyMs ?? 250);
  }
  throw new Error(`No ${options.what} within ${options.seconds} s${reason}`);
}
