/**
 * How long to wait before the next try, in milliseconds: exponential with full jitter over its upper half, so that rows
 * that failed together do not come back together. A delay that the receiver asked for is kept in full and the jitter is
 * added to it.
 *
 * @param options - `attempts` counts the failures before this one, `random` is in [0, 1)
 */
export function retryDelayMs(options: {
  attempts: number;
  initialMs: number;
  maximumMs: number;
  retryAfterMs?: number;
  random?: () => number;
}): number {
  const { attempts, initialMs, maximumMs, retryAfterMs } = options;
  const random = (options.random ?? Math.random)();
  if (retryAfterMs !== undefined) {
    return Math.ceil(retryAfterMs + random * initialMs);
  }
  const ceiling = Math.min(maximumMs, initialMs * 2 ** Math.min(attempts, 30));
  return Math.ceil(ceiling * (0.5 + random / 2));
}
