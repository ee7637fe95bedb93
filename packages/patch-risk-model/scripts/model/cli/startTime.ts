/**
 * Starts a clock; what is given back tells, when called, how long it ran and
 * how much processor time all threads of the process took meanwhile.
 */
export function startTime(): () => string {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    const wall = (performance.now() - startedAt) / 1000;
    const processor = (user + system) / 1e6;
    return `done in ${wall.toFixed(0)} s (${processor.toFixed(
      0,
    )} s of processor time)`;
  };
}
