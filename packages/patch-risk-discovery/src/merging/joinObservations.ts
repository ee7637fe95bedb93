import { joinSpans } from './joinSpans';
import type { Observation, SeenSpan } from './Observation';

/** The one that was seen last; where both were at once, that of the greater text, whichever came first. */
function laterOf<Part extends SeenSpan>(a: Part, b: Part): Part {
  const isLater =
    a.lastSeen === b.lastSeen
      ? contentOf(a) >= contentOf(b)
      : a.lastSeen > b.lastSeen;
  return { ...(isLater ? a : b), ...joinSpans(a, b) };
}

function contentOf(part: SeenSpan): string {
  return JSON.stringify({ ...part, firstSeen: '', lastSeen: '' });
}

function joinParts<Part extends SeenSpan>(
  into: Map<string, Part>,
  from: ReadonlyMap<string, Part>,
) {
  for (const [key, part] of from) {
    const known = into.get(key);
    into.set(key, known ? laterOf(known, part) : part);
  }
}

/** Adds an observation of the same identity to another one, which it changes. */
export function joinObservations(into: Observation, from: Observation): void {
  const isLater =
    from.lastSeen === into.lastSeen
      ? from.record > into.record
      : from.lastSeen > into.lastSeen;
  if (isLater) into.record = from.record;
  Object.assign(into, joinSpans(into, from));
  joinParts(into.ips, from.ips);
  joinParts(into.services, from.services);
  joinParts(into.components, from.components);
  for (const [field, values] of from.stated) {
    const known = into.stated.get(field);
    if (known) joinParts(known, values);
    else into.stated.set(field, new Map(values));
  }
}
