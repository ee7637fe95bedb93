import { setTimeout as delay } from 'node:timers/promises';

/** Latency of the catalog's list in milliseconds, 95th percentile, and of how many requests. */
export interface CatalogFigures {
  p95: number;
  requests: number;
}

const PACE_MS = 25;

/**
 * Asks the catalog for a page of entities, one request at a time at a steady pace, until some work is done.
 *
 * @param options - `most` requests are made at the most
 */
export async function measureCatalog(options: {
  url: string;
  token: string;
  until: Promise<unknown>;
  most: number;
}): Promise<CatalogFigures> {
  const { url, token, until, most } = options;
  const latencies: number[] = [];
  let isDone = false;
  const done = until.finally(() => {
    isDone = true;
  });
  // A failure is thrown below, where it is waited for.
  done.catch(() => undefined);
  while (!isDone && latencies.length < most) {
    const start = performance.now();
    const response = await fetch(
      `${url}/api/catalog/entities/by-query?limit=20`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    await response.text();
    if (!response.ok) {
      throw new Error(`The catalog answered with ${response.status}`);
    }
    const took = performance.now() - start;
    latencies.push(took);
    await delay(Math.max(0, PACE_MS - took));
  }
  await done;
  latencies.sort((one, other) => one - other);
  return {
    p95: latencies[Math.floor(0.95 * (latencies.length - 1))],
    requests: latencies.length,
  };
}
