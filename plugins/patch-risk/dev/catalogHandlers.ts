import { http, HttpResponse } from 'msw';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { entities } from './fixtures/entities';

const find = (entityRef: string) =>
  entities.find(
    entity => stringifyEntityRef(entity) === entityRef.toLocaleLowerCase('en'),
  );

/** Answers of a catalog with the entities of the fixture, below its base address. */
export function catalogHandlers(baseUrl: string) {
  return [
    http.get<{ kind: string; namespace: string; name: string }>(
      `${baseUrl}/entities/by-name/:kind/:namespace/:name`,
      ({ params }) => {
        const entity = find(
          `${params.kind}:${params.namespace}/${params.name}`,
        );
        return entity
          ? HttpResponse.json(entity)
          : HttpResponse.json({}, { status: 404 });
      },
    ),
    http.post<never, { entityRefs: string[] }>(
      `${baseUrl}/entities/by-refs`,
      async ({ request }) => {
        const { entityRefs } = await request.json();
        return HttpResponse.json({ items: entityRefs.map(find) });
      },
    ),
    http.get(`${baseUrl}/entities/by-query`, () =>
      HttpResponse.json({
        items: entities,
        totalItems: entities.length,
        pageInfo: {},
      }),
    ),
    http.get(`${baseUrl}/entity-facets`, () =>
      HttpResponse.json({ facets: {} }),
    ),
    http.get(`${baseUrl}/entities/by-name/*`, () =>
      HttpResponse.json({ rootEntityRef: '', items: [] }),
    ),
    http.all(`${baseUrl}/*`, () => HttpResponse.json({}, { status: 404 })),
  ];
}
