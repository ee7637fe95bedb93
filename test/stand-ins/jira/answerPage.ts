import { boardPage } from './boardPage';
import { issuePage } from './issuePage';
import type { JiraStandIn } from './JiraStandIn';
import { pageLayout } from './pageLayout';
import { availableTransitions, transitionIssue } from './workflowOperations';

function html(text: string, status = 200): Response {
  return new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}

function message(status: number, title: string, text: string): Response {
  return html(
    pageLayout({
      title,
      body: `<h1>${title}</h1><div class="card"><p>${text}</p><p><a href="/">All tickets</a></p></div>`,
    }),
    status,
  );
}

/** The pages for people: the board at `/`, a ticket at `/browse/KEY`, and its status buttons (POST to the same). */
export async function answerPage(
  standIn: JiraStandIn,
  request: Request,
): Promise<Response> {
  const url = new URL(request.url);
  const { store } = standIn;
  if (url.pathname === '/') {
    return html(boardPage(store));
  }
  const issue = store.get(
    decodeURIComponent(url.pathname.slice('/browse/'.length)),
  );
  if (!issue) {
    return message(
      404,
      'No such ticket',
      'The stand-in holds no ticket of this key.',
    );
  }
  const project = store.projectOf(issue);
  if (request.method === 'GET') {
    return html(issuePage(issue, project));
  }
  // Another site's page must not press our buttons.
  const origin = request.headers.get('origin');
  if (request.method !== 'POST' || (origin && origin !== url.origin)) {
    return message(403, 'Not allowed', 'Use the buttons of this page.');
  }
  const wanted = new URLSearchParams(await request.text()).get('transition');
  const transition = availableTransitions(issue, project).find(
    one => one.id === wanted,
  );
  if (!transition) {
    return message(
      409,
      'Already moved',
      'The ticket has left the status from which this button moves it.',
    );
  }
  transitionIssue({
    store,
    issue,
    project,
    transition,
    author: 'person',
    lagMs: standIn.faults.settings.searchLagMs,
  });
  return new Response(null, {
    status: 303,
    headers: { location: `/browse/${issue.key}` },
  });
}
