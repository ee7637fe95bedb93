import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for so many milliseconds, or until the signal is aborted; never rejects. */
export async function pause(
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch {
    // Aborted: who waits looks at the signal.
  }
}
