/** The metrics of a device are put together once in five minutes. */
export const TICK_MS = 300_000;
