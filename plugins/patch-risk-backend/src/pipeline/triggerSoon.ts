import type { LoggerService } from '@backstage/backend-plugin-api';

const AGAIN_AFTER_MS = 5_000;
const MOST_TRIES = 720;

/** Runs a task of the scheduler now; where it is running, as soon as it has ended, since it began without the news. */
export async function triggerSoon(options: {
  trigger: () => Promise<void>;
  logger: LoggerService;
  tries?: number;
}): Promise<void> {
  const { trigger, logger, tries = 0 } = options;
  try {
    await trigger();
  } catch (error) {
    logger.debug('A task could not be started now', { reason: String(error) });
    if (tries < MOST_TRIES) {
      setTimeout(
        () => triggerSoon({ ...options, tries: tries + 1 }),
        AGAIN_AFTER_MS,
      ).unref();
    }
  }
}
