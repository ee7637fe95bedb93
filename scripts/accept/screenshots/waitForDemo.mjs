const PATIENCE_MS = 240_000;
/** Telemetry comes after the first assessment and moves scores; a pipeline run begins every 15 seconds. */
const STEADY_MS = 25_000;
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
 * Waits until the demo has assessed its devices, delivered its tickets and events, and its scores stay.
 *
 * @returns the status that the API told then, and its devices
 */
export async function waitForDemo(backend, onActivity) {
  const deadline = Date.now() + PATIENCE_MS;
  let last = 'no answer yet';
  let figures = '';
  let steadySince = 0;
  while (Date.now() < deadline) {
    try {
      // Asked for each time, as a guest's token lives for a short time only.
      const { backstageIdentity } = await ask(
        `${backend}/api/auth/guest/refresh`,
        { method: 'POST' },
      );
      const headers = { authorization: `Bearer ${backstageIdentity.token}` };
      const [status, devices] = await Promise.all([
        ask(`${backend}/api/patch-risk/status`, { headers }),
        ask(`${backend}/api/patch-risk/devices?limit=100`, { headers }),
      ]);
      const present = JSON.stringify([
        devices.items.map(({ entityRef, index }) => [entityRef, index]),
        status.sinks.map(({ delivered }) => delivered),
      ]);
      if (present !== figures || !isReady(status)) {
        figures = present;
        steadySince = Date.now();
      }
      if (Date.now() - steadySince > STEADY_MS) {
        return { status, devices: devices.items };
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
