import { http, HttpResponse } from 'msw';
import type {
  FindingSuppression,
  SuppressFindingRequest,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { devices } from './fixtures/devices';
import { findingHistoryOf } from './fixtures/findingHistoryOf';
import { findingsOf } from './fixtures/findingsOf';

/** Findings that can be set aside and opened again, as long as the page is open. */
export function findingHandlers(baseUrl: string) {
  const suppressions = new Map<string, FindingSuppression>([
    [
      'finding-4',
      {
        by: 'vex',
        id: 'csaf-siemens/SSA-446448',
        reason: 'The publisher says that the product is not affected',
        justification: 'vulnerable_code_not_in_execute_path',
        since: '2026-11-02T09:00:00.000Z',
      },
    ],
  ]);
  return [
    http.get(`${baseUrl}/findings`, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const device = devices.find(
        ({ entityRef }) => entityRef === query.get('device'),
      );
      const isWanted = (id: string) =>
        suppressions.has(id) === (query.get('suppressed') === 'only');
      return HttpResponse.json({
        items: (device ? findingsOf(device) : [])
          .filter(({ id }) => isWanted(id))
          .map(finding => ({
            ...finding,
            suppression: suppressions.get(finding.id),
          })),
        pageInfo: {},
      });
    }),
    http.get<{ id: string }>(`${baseUrl}/findings/:id/history`, ({ params }) =>
      HttpResponse.json({
        items: findingHistoryOf(suppressions.get(params.id)?.by === 'person'),
      }),
    ),
    http.post<{ id: string }, SuppressFindingRequest>(
      `${baseUrl}/findings/:id/suppression`,
      async ({ params, request }) => {
        const { expiresOn, reason, scope } = await request.json();
        const suppression: FindingSuppression = {
          by: 'person',
          id: 'decision-1',
          scope,
          reason,
          who: 'user:default/guest',
          since: '2026-11-20T09:00:00.000Z',
          until: expiresOn,
        };
        suppressions.set(params.id, suppression);
        return HttpResponse.json({ findingCount: 1, suppression });
      },
    ),
    http.delete<{ id: string }>(
      `${baseUrl}/findings/:id/suppression`,
      ({ params }) => {
        suppressions.delete(params.id);
        return HttpResponse.json({ findingCount: 1 });
      },
    ),
  ];
}
