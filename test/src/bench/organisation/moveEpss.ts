import type { Knex } from 'knex';
import { SeededRandom } from '../SeededRandom';

/**
 * Gives some of the vulnerabilities the EPSS value of another day.
 *
 * @param options - `share` of the vulnerabilities is moved, by a tenth up or down
 * @returns how many were moved
 */
export async function moveEpss(options: {
  database: Knex;
  share: number;
  seed: number;
}): Promise<number> {
  const { database, share, seed } = options;
  const random = SeededRandom.create(seed);
  const rows: { cve: string; epss: number }[] = await database(
    'vulnerabilities',
  )
    .orderBy('cve')
    .select('cve', 'epss');
  let moved = 0;
  await database.transaction(async transaction => {
    for (const { cve, epss } of rows) {
      if (random.next() < share) {
        const factor = random.next() < 0.5 ? 0.9 : 1.1;
        await transaction('vulnerabilities')
          .where({ cve })
          .update({ epss: Math.min(1, epss * factor) });
        moved += 1;
      }
    }
  });
  return moved;
}
