import { http, HttpResponse } from 'msw';
import type {
  ComponentGroup,
  OwnAdvisory,
  OwnAdvisoryContent,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { devices } from './fixtures/devices';

const AT = '2026-11-20T09:00:00.000Z';

const libssh: ComponentGroup = {
  id: 'component-1',
  name: 'libssh',
  version: '0.9.6',
  match: 'exact',
  purls: ['pkg:generic/libssh@0.9.6'],
  suppliers: ['libssh.org'],
  licences: ['LGPL-2.1-or-later'],
  componentCount: 1,
  deviceCount: 2,
};

/** Answers about components and advisories written by hand, which can be changed. */
export function componentHandlers(baseUrl: string) {
  let advisories: OwnAdvisory[] = [];
  const keep = (advisory: OwnAdvisory) => {
    advisories = [
      advisory,
      ...advisories.filter(({ id }) => id !== advisory.id),
    ];
    return HttpResponse.json(advisory);
  };
  const written = (id: string, content: OwnAdvisoryContent): OwnAdvisory => ({
    id,
    revision: 1,
    state: 'published',
    content,
    writtenBy: 'user:default/guest',
    createdAt: AT,
    changedAt: AT,
    matchedAt: AT,
  });
  return [
    http.get(`${baseUrl}/components`, ({ request }) => {
      const asked = new URL(request.url).searchParams.get('query');
      const items = asked === libssh.name ? [libssh] : [];
      return HttpResponse.json({
        items,
        pageInfo: {},
        deviceCount: items.length > 0 ? libssh.deviceCount : 0,
        isCut: false,
      });
    }),
    http.get(`${baseUrl}/components/:id/devices`, ({ request }) => {
      const second = new URL(request.url).searchParams.has('cursor');
      return HttpResponse.json({
        items: second ? [devices[1]] : [devices[0]],
        pageInfo: second ? {} : { nextCursor: 'second' },
      });
    }),
    http.get(`${baseUrl}/advisories/own`, () =>
      HttpResponse.json({ items: advisories, pageInfo: {} }),
    ),
    http.post<never, OwnAdvisoryContent>(
      `${baseUrl}/advisories/own`,
      async ({ request }) =>
        keep(written('OWN-2026-001', await request.json())),
    ),
    http.post(`${baseUrl}/advisories/own/preview`, () =>
      HttpResponse.json({
        deviceCount: 1,
        owners: [
          { ownerRef: devices[0].ownerRef, title: 'Water', deviceCount: 1 },
        ],
        devices: [
          {
            entityRef: devices[0].entityRef,
            title: devices[0].title,
            status: 'affected',
          },
        ],
        tasks: [{ kind: 'patch', title: 'Install 0.10.6', deviceCount: 1 }],
      }),
    ),
    http.put<{ id: string }, OwnAdvisoryContent>(
      `${baseUrl}/advisories/own/:id`,
      async ({ params, request }) =>
        keep(written(params.id, await request.json())),
    ),
    http.delete<{ id: string }>(
      `${baseUrl}/advisories/own/:id`,
      ({ params }) => {
        const found = advisories.find(({ id }) => id === params.id);
        return found
          ? keep({ ...found, state: 'withdrawn' })
          : HttpResponse.json({}, { status: 404 });
      },
    ),
  ];
}
