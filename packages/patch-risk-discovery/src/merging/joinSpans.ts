import type { SeenSpan } from './Observation';

/** From the first to the last of both. */
export function joinSpans(a: SeenSpan, b: SeenSpan): SeenSpan {
  return {
    firstSeen: a.firstSeen < b.firstSeen ? a.firstSeen : b.firstSeen,
    lastSeen: a.lastSeen > b.lastSeen ? a.lastSeen : b.lastSeen,
  };
}
