const PATIENCE_MS = 180_000;
const PAUSE_MS = 1000;

async function ask(address, options) {
  const response = await fetch(address, {
    ...options,
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) {
    throw new Error(`${address} answered ${response.status}`);
  }
  return response.json();
}

const isReady = status =>
  status.assessedCount > 0 &&
  status.pipeline?.state === 'idle' &&
  status.sinks.every(sink => sink.delivered > 0 && sink.pending === 0);

/**
 * Waits until the demo has assessed its devices, and delivered its tickets and events.
 *
 * @returns the status that the API told then
 */
export async function waitForDemo(backend, onActivity) {
  const deadline = Date.now() + PATIENCE_MS;
  let last = 'no answer yet';
  while (Date.now() < deadline) {
    try {
      // Asked for each time, as a guest's token lives for a short time only.
      const { backstageIdentity } = await ask(
        `${backend}/api/auth/guest/refresh`,
        { method: 'POST' },
      );
      const status = await ask(`${backend}/api/patch-risk/status`, {
        headers: { authorization: `Bearer ${backstageIdentity.token}` },
      });
      if (isReady(status)) {
        return status;
      }
      last = `${status.assessedCount} of ${
        status.deviceCount
      } devices assessed, ${status.sinks
        .map(({ id, pending, delivered }) => `${id} ${delivered}+${pending}`)
        .join(', ')}`;
    } catch (error) {
      last = error.message;
    }
    onActivity(last);
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(
    `The demo was not ready after ${PATIENCE_MS / 1000} s: ${last}`,
  );
}
