// Says what a long command does while it does it: step n of m, and the time since the start.

/**
 * @param {{ total: number, first?: number, startedAt?: number, quiet?: boolean }} options `quiet` keeps standard
 * output free and speaks only when a step takes longer than five seconds.
 */
export function createSteps({
  total,
  first = 0,
  startedAt = Date.now(),
  quiet = false,
}) {
  let step = first;
  let title = '';
  let last = '';
  let timer;
  const elapsed = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  const line = text =>
    console.error(`[${step}/${total}] ${text} (${elapsed()})`);

  const stopTimer = () => clearInterval(timer);
  return {
    startedAt,
    /** Begins the next step. */
    begin(text) {
      stopTimer();
      step += 1;
      title = text;
      last = '';
      if (!quiet) {
        line(text);
      }
      timer = setInterval(
        () => line(last ? `${title}: ${last}` : title),
        10_000,
      );
      timer.unref();
    },
    /** Notes the newest sign of life of the present step. */
    activity(text) {
      const lines = text.trim().split('\n');
      last = (lines[lines.length - 1] ?? '')
        .replace(/\u001b\[[0-9;]*m/g, '')
        .slice(0, 100);
    },
    /** Ends the present step. */
    done(text) {
      stopTimer();
      if (!quiet) {
        line(`${text}`);
      }
    },
    say(text) {
      line(text);
    },
    fail(error) {
      stopTimer();
      line(`Failed while: ${title || 'starting'}`);
      console.error(error instanceof Error ? error.message : String(error));
    },
  };
}

/** Steps of a script that was handed over to by bootstrap.mjs, counted on from there. */
export function continueSteps(total) {
  return createSteps({
    total,
    first: Number(process.env.PATCH_RISK_STEP ?? 0),
    startedAt: Number(process.env.PATCH_RISK_STARTED_AT ?? Date.now()),
  });
}
