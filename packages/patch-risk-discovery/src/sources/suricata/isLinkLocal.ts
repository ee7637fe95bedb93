const linkLocal = /^(?:fe[89ab]|169\.254\.)/;

/** Whether packets of an address cannot have come through a router, so that their frames are the device's own. */
export function isLinkLocal(ip: string): boolean {
  return linkLocal.test(ip);
}
