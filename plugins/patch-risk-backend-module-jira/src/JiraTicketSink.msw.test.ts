import { createStandInProject } from '@internal/test/stand-ins/jira/createStandInProject';
import { createJiraHandlers } from '@internal/test/stand-ins/jira/handlers';
import { JiraStandIn } from '@internal/test/stand-ins/jira/JiraStandIn';
import { createTicketContent } from './__testUtils__/createTicketContent';
import { createSink, EMAIL, TOKEN } from './__testUtils__/startJira';

jest.setTimeout(60_000);

const { signal } = new AbortController();

describe('JiraTicketSink through msw', () => {
  it('lives a ticket’s whole life at an https address', async () => {
    const { setupServer } = await import('msw/node');
    const standIn = JiraStandIn.create({
      projects: [createStandInProject({ key: 'RISK' })],
      email: EMAIL,
      token: TOKEN,
    });
    const server = setupServer(
      ...(await createJiraHandlers(standIn, {
        origin: 'https://jira.example.com',
      })),
    );
    server.listen({ onUnhandledRequest: 'error' });
    try {
      const { sink } = createSink('https://jira.example.com/');
      const content = createTicketContent();
      const ticket = await sink.create(content, { signal });
      expect(ticket.url).toBe('https://jira.example.com/browse/RISK-1');
      await sink.update(
        ticket,
        createTicketContent({ dueDate: '2026-12-01' }),
        content,
        { signal },
      );
      await sink.close(ticket, 'verified', { signal });
      expect(await sink.read([ticket.externalId], { signal })).toMatchObject([
        { statusCategory: 'done', dueDate: '2026-12-01' },
      ]);
      expect(standIn.violations).toEqual([]);
      expect(standIn.journal.length).toBeGreaterThan(8);
    } finally {
      server.close();
    }
  });
});
