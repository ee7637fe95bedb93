import type { Observation } from './Observation';

const STRENGTH = ['serial', 'mac', 'hostname', 'address', 'record'];

/** Order of observations: first seen first, of those the stronger identity, then the lesser identifier. */
export function compareAge(a: Observation, b: Observation): number {
  if (a.firstSeen !== b.firstSeen) return a.firstSeen < b.firstSeen ? -1 : 1;
  const strength =
    STRENGTH.indexOf(a.identity.basis) - STRENGTH.indexOf(b.identity.basis);
  if (strength !== 0) return strength;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
