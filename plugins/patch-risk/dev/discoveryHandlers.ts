import { http, HttpResponse } from 'msw';
import type {
  DiscoveredDevice,
  DiscoveryDecision,
  DiscoveryDecisionRequest,
  DiscoveryImportDetail,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { foundDeviceDetailOf, foundDevices } from './fixtures/foundDevices';
import {
  mappingPreview,
  previewedImport,
  unmatchedTexts,
} from './fixtures/imports';

const STATE_AFTER = { adopt: 'managed', dismiss: 'dismissed' } as const;

/** Answers about imports and found devices; decisions and imports change what is answered next. */
export function discoveryHandlers(baseUrl: string) {
  const base = `${baseUrl}/discovery`;
  let devices: DiscoveredDevice[] = foundDevices;
  let imports: DiscoveryImportDetail[] = [];
  let worklist = unmatchedTexts;
  const before = new Map<string, () => void>();
  const decide = (request: DiscoveryDecisionRequest): DiscoveryDecision[] => {
    const [oldDevices, oldWorklist] = [devices, worklist];
    const id = `decision-${before.size + 1}`;
    before.set(id, () => {
      devices = oldDevices;
      worklist = oldWorklist;
    });
    const { kind, devices: keys = [] } = request;
    if (kind === 'adopt' || kind === 'dismiss') {
      devices = devices.map(device =>
        keys.includes(device.key)
          ? { ...device, state: STATE_AFTER[kind] }
          : device,
      );
    }
    worklist = worklist.filter(({ value }) => value !== request.written);
    return [
      {
        ...request,
        id,
        devices: keys,
        by: 'user:default/guest',
        at: '2026-11-20T09:10:00.000Z',
        pending: 0,
      },
    ];
  };
  const changeImport = (
    id: unknown,
    change: Partial<DiscoveryImportDetail>,
  ) => {
    imports = imports.map(each =>
      each.id === id ? { ...each, ...change } : each,
    );
    return HttpResponse.json(imports.find(each => each.id === id));
  };
  return [
    http.get(`${base}/imports`, () =>
      HttpResponse.json({ items: imports, pageInfo: {} }),
    ),
    http.post(`${base}/imports`, ({ request }) => {
      const file = new URL(request.url).searchParams.get('file') ?? '';
      imports = [{ ...previewedImport, file }];
      return HttpResponse.json(imports[0], { status: 202 });
    }),
    http.get(`${base}/imports/:id`, ({ params }) =>
      HttpResponse.json(imports.find(({ id }) => id === params.id)),
    ),
    http.post(`${base}/imports/:id/commit`, ({ params }) =>
      changeImport(params.id, { state: 'done', preview: false, canUndo: true }),
    ),
    http.post(`${base}/imports/:id/abort`, ({ params }) =>
      changeImport(params.id, { state: 'aborted' }),
    ),
    http.post(`${base}/imports/:id/undo`, ({ params }) =>
      changeImport(params.id, { state: 'undone', canUndo: false }),
    ),
    http.get(`${base}/mappings`, () => HttpResponse.json({ items: [] })),
    http.post(`${base}/mappings/preview`, () =>
      HttpResponse.json(mappingPreview),
    ),
    http.put(`${base}/mappings/:name`, async ({ params, request }) =>
      HttpResponse.json({
        name: params.name,
        updatedAt: '2026-11-20T09:00:00.000Z',
        updatedBy: 'user:default/guest',
        ...Object(await request.json()),
      }),
    ),
    http.get(`${base}/sources`, () =>
      HttpResponse.json({
        items: [
          {
            id: 'plant-dhcp',
            kind: 'dhcp',
            site: 'North works',
            state: 'ok',
            lastReadAt: '2026-11-20T06:00:00.000Z',
          },
        ],
      }),
    ),
    http.get(`${base}/devices`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const state = query.get('state');
      const text = (query.get('query') ?? '').toLocaleLowerCase();
      const items = devices.filter(
        device =>
          (state === 'conflict'
            ? device.conflictCount > 0
            : device.state === state) &&
          JSON.stringify(device).toLocaleLowerCase().includes(text),
      );
      return HttpResponse.json({ items, pageInfo: {}, total: items.length });
    }),
    http.get(`${base}/devices/:key`, ({ params }) => {
      const device = devices.find(({ key }) => key === params.key);
      return device
        ? HttpResponse.json(foundDeviceDetailOf(device))
        : HttpResponse.json({}, { status: 404 });
    }),
    http.post<never, DiscoveryDecisionRequest>(
      `${base}/decisions`,
      async ({ request }) =>
        HttpResponse.json({ items: decide(await request.json()) }),
    ),
    http.delete(`${base}/decisions/:id`, ({ params }) => {
      before.get(String(params.id))?.();
      return HttpResponse.json({});
    }),
    http.get(`${base}/worklist`, () =>
      HttpResponse.json({ items: worklist, total: worklist.length }),
    ),
  ];
}
