import { Organisation } from './Organisation';

/** An organisation large enough for so many kills: each may cost as many creates as calls were under way. */
export function organisationOf(kills: number): Organisation {
  const days = kills < 20 ? 2 : 5;
  return Organisation.create({
    days,
    tasksPerDay: Math.ceil((kills / 2 + 1) / days) * 3,
  });
}
