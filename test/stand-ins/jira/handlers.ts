import type { HttpHandler } from 'msw';
import { answerControl } from './answerControl';
import { JiraStandIn, jiraOperations } from './JiraStandIn';
import { answerPage } from './answerPage';

/**
 * The stand-in as msw handlers, for `setupServer` in a test and for the HTTP server alike.
 *
 * @param options - `origin` limits them to one address, such as `https://jira.example.com`; by default any.
 */
export async function createJiraHandlers(
  standIn: JiraStandIn,
  options: { origin?: string } = {},
): Promise<HttpHandler[]> {
  // By dynamic import, since under jest only that loads msw's ESM build, which its own dependencies need.
  const { http } = await import('msw');
  const origin = options.origin ?? '*';
  const operations = jiraOperations.map(operation =>
    http[operation.method](
      `${origin}${operation.template.replace(/\{(\w+)\}/g, ':$1')}`,
      ({ request, params }) => {
        const parameters: Record<string, string> = {};
        for (const [name, value] of Object.entries(params)) {
          parameters[name] = String(value);
        }
        return standIn.respond(operation, request, parameters);
      },
    ),
  );
  return [
    ...operations,
    http.all(`${origin}/rest/*`, ({ request }) =>
      standIn.refuseUnknown(request),
    ),
    http.all(`${origin}/__stand-in/*`, ({ request }) =>
      answerControl(standIn, request),
    ),
    http.get(`${origin}/`, ({ request }) => answerPage(standIn, request)),
    http.all(`${origin}/browse/*`, ({ request }) =>
      answerPage(standIn, request),
    ),
  ];
}
