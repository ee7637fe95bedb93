import type { AuthService } from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { PROVIDER_LOCATION } from '../entities/PROVIDER_LOCATION';
import type { ProviderStore } from '../store/ProviderStore';

const PAGE_SIZE = 500;
/** The catalog takes its time to show what it accepted: with many devices, more than minutes. */
const SOME_LOST_AFTER_MS = 60 * 60_000;
const ALL_LOST_AFTER_MS = 5 * 60_000;

/**
 * Finds entities that the catalog accepted and does not have: another database, one that was restored, or a person
 * who removed them. Costs one count where none is missing.
 *
 * @returns refs; empty where all are there or were accepted only lately
 */
export async function findLostEntities(options: {
  catalog: CatalogService;
  auth: AuthService;
  store: ProviderStore;
  now: Date;
  signal?: AbortSignal;
}): Promise<string[]> {
  const { catalog, auth, store, now, signal } = options;
  const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();
  if ((await store.countProvided(ago(ALL_LOST_AFTER_MS))) === 0) return [];
  const { totalItems } = await catalog.queryEntities(
    {
      limit: 1,
      fields: ['kind'],
      filter: {
        kind: 'resource',
        [`metadata.annotations.${ANNOTATION_LOCATION}`]: PROVIDER_LOCATION,
      },
    },
    { credentials: await auth.getOwnServiceCredentials() },
  );
  const before = ago(totalItems === 0 ? ALL_LOST_AFTER_MS : SOME_LOST_AFTER_MS);
  if ((await store.countProvided(before)) <= totalItems) return [];
  const lost: string[] = [];
  let after = '';
  for (;;) {
    signal?.throwIfAborted();
    const refs = await store.providedRefs({ before, after, limit: PAGE_SIZE });
    if (refs.length === 0) return lost;
    after = refs[refs.length - 1];
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: refs, fields: ['kind'] },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    lost.push(...refs.filter((_, index) => !items[index]));
  }
}
