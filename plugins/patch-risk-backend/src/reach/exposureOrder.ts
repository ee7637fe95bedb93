import type { Exposure } from '@patch-risk/backstage-plugin-patch-risk-common';

const ORDER: Exposure[] = ['isolated', 'internal', 'dmz', 'internet'];

/** The highest exposure of a list; undefined of an empty one. */
export function highestExposure(
  all: readonly (Exposure | undefined)[],
): Exposure | undefined {
  return ORDER.findLast(exposure => all.includes(exposure));
}
