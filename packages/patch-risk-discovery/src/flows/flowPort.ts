const WITH_PORTS = new Set(['tcp', 'udp', 'sctp']);

/** The port of a destination; undefined where its protocol has none. */
export function flowPort(
  protocol: string,
  port: number | undefined,
): number | undefined {
  return WITH_PORTS.has(protocol) &&
    port !== undefined &&
    Number.isInteger(port) &&
    port > 0 &&
    port < 65_536
    ? port
    : undefined;
}
