import { macKind } from '../identity/macKind';
import type { Sighting } from '../sightings/Sighting';
import { labelsOfObservation } from './labelsOfObservation';
import { observe } from './observe';
import { sightingProblem } from './sightingProblem';

const ANY_INSTANT = '2000-01-01T00:00:00.000Z';

/**
 * Labels under which a store finds what sightings may touch; see `LinkedInput`.
 *
 * @public
 */
export function labelsOfSightings(sightings: Iterable<Sighting>): string[] {
  const labels = new Set<string>();
  for (const sighting of sightings) {
    if (sightingProblem(sighting)) continue;
    const seen = observe({ sighting, seenAt: ANY_INSTANT, macKind });
    for (const label of labelsOfObservation(seen).labels) labels.add(label);
  }
  return [...labels];
}
