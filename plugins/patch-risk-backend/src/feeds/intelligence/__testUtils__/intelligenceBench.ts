import type { JsonObject, JsonValue } from '@backstage/types';
import type { Knex } from 'knex';
import { readSightings } from '../../../database/readSightings';
import type { createFeedBench } from '../../__testUtils__/createFeedBench';

/** Refreshes one source of threat intelligence and reads what came of it. */
export function intelligenceBench(options: {
  bench: Awaited<ReturnType<typeof createFeedBench>>;
  database: Knex;
  kind: 'stix' | 'misp';
}) {
  const { bench, database, kind } = options;
  const feedId = `${kind}-isac`;
  return {
    async refresh(item: JsonObject, at = '2025-06-01T12:00:00.000Z') {
      const feeds: Record<string, JsonValue> = {
        [kind]: [{ id: 'isac', title: 'Sector ISAC', ...item }],
      };
      const refresher = bench.refresher({ database, feeds, at });
      const failure = await refresher.refresh(feedId).then(
        () => undefined,
        error => error as Error,
      );
      const all = await refresher.status();
      const { items } = await refresher.quarantine(feedId, { limit: 10 });
      return {
        failure,
        status: all.find(({ id }) => id === feedId)!,
        quarantine: items,
      };
    },
    async sightings(cve: string, asOf = '2025-06-02T00:00:00.000Z') {
      const found = await readSightings({ database, cves: [cve], asOf });
      return found.get(cve) ?? [];
    },
  };
}
