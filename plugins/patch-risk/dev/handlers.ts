import { http, HttpResponse } from 'msw';
import type { DeviceSummary } from '@patch-risk/backstage-plugin-patch-risk-common';
import { componentHandlers } from './componentHandlers';
import { deviceStateHandlers } from './deviceStateHandlers';
import { discoveryHandlers } from './discoveryHandlers';
import { findingHandlers } from './findingHandlers';
import { anomaliesOf } from './fixtures/anomaliesOf';
import { assessmentOf } from './fixtures/assessmentOf';
import { deviceOf } from './fixtures/deviceOf';
import { devices } from './fixtures/devices';
import { hygieneOf } from './fixtures/hygieneOf';
import { historyOf } from './fixtures/historyOf';
import { rollUpOf } from './fixtures/rollUpOf';
import { status } from './fixtures/status';
import { tasksOf } from './fixtures/tasksOf';

const PAGE = 5;

const notFound = (url: string) =>
  HttpResponse.json(
    {
      error: { name: 'NotFoundError', message: 'No such device' },
      request: { method: 'GET', url },
      response: { statusCode: 404 },
    },
    { status: 404 },
  );

const facet = (value: (device: DeviceSummary) => string | undefined) => {
  const counts = new Map<string, number>();
  for (const device of devices) {
    const key = value(device);
    if (key !== undefined) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts].map(([key, count]) => ({ value: key, count }));
};

const bandOf = ({ state, band }: DeviceSummary) =>
  state === 'assessed' ? band : 'not_assessed';

function listDevices(query: URLSearchParams) {
  const text = query.get('text')?.toLocaleLowerCase();
  const matches = devices.filter(
    device =>
      (!text || device.title.toLocaleLowerCase().includes(text)) &&
      (!query.get('site') || device.siteRef === query.get('site')) &&
      (!query.get('owner') || device.ownerRef === query.get('owner')) &&
      (!query.get('zone') || device.zone === query.get('zone')) &&
      (!query.get('vendor') || device.vendor === query.get('vendor')) &&
      (!query.get('band') || bandOf(device) === query.get('band')) &&
      (!query.get('exploited') || device.exploitedCount > 0),
  );
  const from = Number(query.get('cursor') ?? 0);
  const to = from + PAGE;
  return {
    items: matches.slice(from, to),
    pageInfo: {
      totalItems: matches.length,
      nextCursor: to < matches.length ? String(to) : undefined,
    },
    facets: {
      owner: facet(device => device.ownerRef),
      site: facet(device => device.siteRef),
      zone: facet(device => device.zone),
      vendor: facet(device => device.vendor),
      band: facet(bandOf),
    },
  };
}

/** Answers of a Patch Risk backend with a small organisation, below its base address. */
export function handlers(baseUrl: string) {
  const ofDevice = (path: string, answer: (device: DeviceSummary) => object) =>
    http.get<{ kind: string; namespace: string; name: string }>(
      `${baseUrl}/devices/:kind/:namespace/:name${path}`,
      ({ params, request }) => {
        const device = devices.find(
          ({ entityRef }) =>
            entityRef === `${params.kind}:${params.namespace}/${params.name}`,
        );
        return device
          ? HttpResponse.json(answer(device))
          : notFound(request.url);
      },
    );
  const listOfDevice = (
    path: string,
    items: (device: DeviceSummary) => object[],
  ) =>
    http.get(`${baseUrl}${path}`, ({ request }) => {
      const entityRef = new URL(request.url).searchParams.get('device');
      const device = devices.find(known => known.entityRef === entityRef);
      return HttpResponse.json({
        items: device ? items(device) : [],
        pageInfo: {},
      });
    });
  return [
    ...componentHandlers(baseUrl),
    ...discoveryHandlers(baseUrl),
    ...deviceStateHandlers(baseUrl),
    http.get(`${baseUrl}/status`, () => HttpResponse.json(status)),
    http.get(`${baseUrl}/devices`, ({ request }) =>
      HttpResponse.json(listDevices(new URL(request.url).searchParams)),
    ),
    ofDevice('', deviceOf),
    ofDevice('/assessment', assessmentOf),
    ofDevice('/history', device => ({ items: historyOf(device) })),
    ...findingHandlers(baseUrl),
    listOfDevice('/hygiene', hygieneOf),
    listOfDevice('/tasks', tasksOf),
    listOfDevice('/anomalies', anomaliesOf),
    http.get<{ kind: string; namespace: string; name: string }>(
      `${baseUrl}/rollups/:kind/:namespace/:name`,
      ({ params }) =>
        HttpResponse.json(
          rollUpOf(`${params.kind}:${params.namespace}/${params.name}`),
        ),
    ),
    http.post<{ feedId: string }>(
      `${baseUrl}/feeds/:feedId/refresh`,
      ({ params }) =>
        HttpResponse.json(
          status.feeds.find(({ id }) => id === params.feedId),
          { status: 202 },
        ),
    ),
    http.get<{ feedId: string }>(
      `${baseUrl}/feeds/:feedId/quarantine`,
      ({ params }) =>
        HttpResponse.json({
          items: [
            {
              feedId: params.feedId,
              record: 'line 1043',
              field: 'epss',
              value: '1.7',
              reason: 'The score is not between 0 and 1.',
              remedy: 'Wait for the next file, or report it to FIRST.',
              at: '2026-11-20T03:00:00.000Z',
            },
          ],
          pageInfo: {},
        }),
    ),
    http.get(`${baseUrl}/delivery`, () =>
      HttpResponse.json({
        items: [
          {
            id: 'item-1',
            sink: 'jira',
            kind: 'ticket-create',
            aggregate: 'task-9',
            state: 'dead',
            attempts: 8,
            lastError: 'Jira answered 400: the field duedate is unknown.',
            createdAt: '2026-11-19T12:00:00.000Z',
          },
        ],
        pageInfo: {},
      }),
    ),
    http.post(`${baseUrl}/delivery/:itemId/replay`, () =>
      HttpResponse.json({
        id: 'item-1',
        sink: 'jira',
        kind: 'ticket-create',
        aggregate: 'task-9',
        state: 'pending',
        attempts: 0,
        createdAt: '2026-11-19T12:00:00.000Z',
      }),
    ),
  ];
}
