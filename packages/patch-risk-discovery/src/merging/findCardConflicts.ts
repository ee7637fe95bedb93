import type { DeviceConflict } from './DiscoveredDevice';
import { joinSpans } from './joinSpans';
import type { Observation, SeenSpan } from './Observation';
import { sourceAtSite } from './sourceAtSite';

/**
 * Network cards of one device that a source saw one after the other and never together: replaced, or
 * moved from another device. Two cards at a time are no conflict.
 *
 * @param isGlobal - whether a MAC identifies a card
 */
export function findCardConflicts(
  observations: readonly Observation[],
  isGlobal: (mac: string) => boolean,
): DeviceConflict[] {
  const bySource = new Map<string, Map<string, SeenSpan>>();
  for (const observation of observations) {
    const key = sourceAtSite(observation);
    const cards = bySource.get(key) ?? new Map<string, SeenSpan>();
    bySource.set(key, cards);
    const { firstSeen, lastSeen } = observation;
    for (const mac of observation.macs.filter(isGlobal)) {
      const known = cards.get(mac);
      const span = { firstSeen, lastSeen };
      cards.set(mac, known ? joinSpans(known, span) : span);
    }
  }
  const found = new Map<string, DeviceConflict>();
  for (const [key, cards] of bySource) {
    const [source] = JSON.parse(key) as [string, string];
    const ordered = [...cards].sort(([macA, a], [macB, b]) => {
      const [left, right] = [a.firstSeen + macA, b.firstSeen + macB];
      return left < right ? -1 : 1;
    });
    for (const [index, [mac, span]] of ordered.entries()) {
      const [next, following] = ordered[index + 1] ?? [];
      if (next === undefined || following === undefined) continue;
      if (following.firstSeen <= span.lastSeen) continue;
      const between = [mac, next].sort();
      const about = between.join(' ');
      if (found.has(about)) continue;
      found.set(about, {
        kind: 'network-card',
        about,
        between,
        text: `${source} saw the network card ${mac} until ${span.lastSeen}, and ${next} since ${following.firstSeen}: it was replaced, or there are two.`,
      });
    }
  }
  return [...found.values()];
}
