import type { RowState } from './RowState';

/**
 * The state of a new series that behaves like a known one, so that it is judged
 * from its first row on: what was learned stays, an open fault, fading scores
 * and rests do not. Give the state of a series of the same kind of device, in
 * ordinary operation.
 *
 * @public
 */
export function startFromProfile(profile: RowState): RowState {
  if (profile.kind === 'incidents') {
    return { ...profile, rest: 0, excess: 0 };
  }
  const zeros = profile.seen.map(() => 0);
  return {
    ...profile,
    over: 0,
    deviation: { level: zeros, rough: zeros, joint: 1 },
    fault: undefined,
    home: undefined,
  };
}
