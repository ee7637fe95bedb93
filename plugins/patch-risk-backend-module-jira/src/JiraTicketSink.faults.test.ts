import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createTicketContent } from './__testUtils__/createTicketContent';
import { createSink, EMAIL, startJira, TOKEN } from './__testUtils__/startJira';

// Both cores may be busy, and the first call compiles the contract.
jest.setTimeout(60_000);

const { signal } = new AbortController();

async function failure(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => new Error('nothing failed'),
    (thrown: Error) => thrown,
  );
  expect(error.message).not.toContain(TOKEN);
  expect(error.message).not.toContain(EMAIL);
  expect(JSON.stringify(error)).not.toContain(TOKEN);
  return error;
}

describe('JiraTicketSink when Jira fails', () => {
  const started: Awaited<ReturnType<typeof startJira>>[] = [];

  async function start(options: Parameters<typeof startJira>[0] = {}) {
    const jira = await startJira(options);
    started.push(jira);
    return jira;
  }

  afterEach(async () => {
    for (const { server } of started.splice(0)) {
      await server.close();
    }
  });

  it('may have created when the answer does not come in time', async () => {
    const { sink, standIn } = await start({
      jira: { timeout: { seconds: 2 } },
    });
    await sink.create(createTicketContent({ key: 'patch-risk-1' }), { signal });
    standIn.faults.set({ delayMs: 4000 });
    expect(
      await failure(sink.create(createTicketContent(), { signal })),
    ).toMatchObject({
      name: 'UnknownOutcomeError',
      message: expect.stringContaining('TIMEOUT'),
    });
    expect(await failure(sink.read(['10001'], { signal }))).toMatchObject({
      name: 'RetryLaterError',
    });
  });

  it('may have created when it is stopped under way, not when stopped before', async () => {
    const { sink, standIn } = await start();
    await sink.create(createTicketContent({ key: 'patch-risk-1' }), { signal });
    standIn.faults.set({ delayMs: 1000 });
    expect(
      await failure(
        sink.create(createTicketContent(), {
          signal: AbortSignal.timeout(100),
        }),
      ),
    ).toMatchObject({ name: 'UnknownOutcomeError' });
    expect(
      await failure(
        sink.create(createTicketContent(), { signal: AbortSignal.abort() }),
      ),
    ).toMatchObject({ name: 'RetryLaterError' });
  });

  it('created nothing when nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>(resolve => {
      closed.listen(0, '127.0.0.1', resolve);
    });
    const { port } = closed.address() as AddressInfo;
    await new Promise(resolve => {
      closed.close(resolve);
    });
    const { sink } = createSink(`http://127.0.0.1:${port}`);
    expect(
      await failure(sink.create(createTicketContent(), { signal })),
    ).toMatchObject({
      name: 'RetryLaterError',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it.each([
    [
      { tooManyRequests: 1, retryAfterSeconds: 86_400 },
      'RetryLaterError',
      86_400_000,
    ],
    [{ tooManyRequests: 1 }, 'RetryLaterError', undefined],
    [{ unavailable: 1, retryAfterSeconds: 90 }, 'RetryLaterError', 90_000],
    [{ unavailable: 1 }, 'UnknownOutcomeError', undefined],
    [{ serverErrors: 1 }, 'UnknownOutcomeError', undefined],
  ])(
    'answers a create under %j with %s',
    async (faults, name, retryAfterMs) => {
      const { sink, standIn } = await start();
      await sink.create(createTicketContent({ key: 'patch-risk-1' }), {
        signal,
      });
      standIn.faults.set(faults);
      const error = await failure(
        sink.create(createTicketContent(), { signal }),
      );
      expect(error).toMatchObject({ name });
      expect('retryAfterMs' in error ? error.retryAfterMs : undefined).toBe(
        retryAfterMs,
      );
      expect(standIn.store.all()).toHaveLength(1);
    },
  );

  it('says what to mend when credentials are wrong', async () => {
    const { server } = await start();
    const { sink } = createSink(server.url, { apiToken: 'wrong' });
    expect(
      await failure(sink.create(createTicketContent(), { signal })),
    ).toMatchObject({
      name: 'RetryLaterError',
      retryAfterMs: 60_000,
      message: expect.stringContaining('patchRisk.jira.apiToken'),
    });
  });

  it('waits for a permission that is missing', async () => {
    const { sink, standIn } = await start({
      project: { key: 'RISK', permission: 'read' },
    });
    expect(
      await failure(sink.create(createTicketContent(), { signal })),
    ).toMatchObject({
      name: 'RetryLaterError',
      message: expect.stringContaining(
        'You do not have permission to create issues',
      ),
    });
    expect(standIn.store.all()).toEqual([]);
  });

  it.each([
    [{ permission: 'none' as const }, {}, 'No project could be found'],
    [{}, { issueType: 'Epos' }, "no issue type 'Epos'"],
    [{}, { components: ['OT'] }, "no component 'OT'"],
    [{ fieldsNotOnScreen: ['labels'] }, {}, 'lacks the field Labels'],
    [
      {
        customFields: [
          { id: 'customfield_10042', name: 'Cost centre', required: true },
        ],
      },
      {},
      "'Cost centre' (customfield_10042)",
    ],
  ])(
    'refuses a create in a project with %j and %j',
    async (project, jira, message) => {
      const { sink, standIn } = await start({
        project: { key: 'RISK', ...project },
        jira,
      });
      expect(
        await failure(sink.create(createTicketContent(), { signal })),
      ).toMatchObject({
        name: 'RejectedError',
        message: expect.stringContaining(message),
      });
      expect(standIn.store.all()).toEqual([]);
    },
  );

  it('does without due date and priority where the screen lacks them', async () => {
    const { sink, standIn } = await start({
      project: { key: 'RISK', priorities: [], fieldsNotOnScreen: ['duedate'] },
    });
    const ticket = await sink.create(createTicketContent(), { signal });
    expect(ticket.dueDate).toBeUndefined();
    expect(standIn.store.all()[0].fields.priority).toBeUndefined();
    await sink.update(
      ticket,
      createTicketContent({ dueDate: '2027-01-01' }),
      createTicketContent(),
      { signal },
    );
    expect(standIn.violations).toEqual([]);
  });

  it('takes the nearest priority where the project has others', async () => {
    const { sink, standIn } = await start({
      project: {
        key: 'RISK',
        priorities: [
          { id: '7', name: 'Hoch' },
          { id: '8', name: 'Niedrig' },
        ],
      },
    });
    await sink.create(createTicketContent(), { signal });
    await sink.create(
      createTicketContent({ key: 'patch-risk-2', priority: 'low' }),
      { signal },
    );
    expect(standIn.store.all().map(issue => issue.fields.priority)).toEqual([
      '7',
      '8',
    ]);
  });

  it('closes in German, through a screen that asks for a resolution', async () => {
    const { sink, standIn } = await start({
      project: {
        key: 'RISK',
        statuses: [
          { id: '1', name: 'Zu erledigen', category: 'new' },
          { id: '2', name: 'Verworfen', category: 'done' },
          { id: '3', name: 'Fertig', category: 'done' },
        ],
        transitions: [
          { id: '5', name: 'Verworfen', to: '2' },
          { id: '6', name: 'Fertig', to: '3', requiresResolution: true },
          { id: '7', name: 'Wieder öffnen', to: '1' },
        ],
        resolutions: [
          { id: '70', name: 'Wird nicht erledigt' },
          { id: '71', name: 'Erledigt' },
        ],
      },
    });
    const ticket = await sink.create(createTicketContent(), { signal });
    expect(await sink.close(ticket, 'verified', { signal })).toMatchObject({
      status: 'Fertig',
    });
    expect(standIn.store.all()[0].resolution).toBe('71');
    expect(await sink.reopen(ticket, 'again', { signal })).toMatchObject({
      status: 'Zu erledigen',
    });
    expect(standIn.violations).toEqual([]);
  });

  it('says which transitions there are when none leads to done', async () => {
    const { sink } = await start({
      project: {
        key: 'RISK',
        transitions: [{ id: '21', name: 'Approve', to: '10010' }],
      },
    });
    const ticket = await sink.create(createTicketContent(), { signal });
    expect(
      await failure(sink.close(ticket, 'verified', { signal })),
    ).toMatchObject({
      name: 'RejectedError',
      message: expect.stringContaining("it offers 'Approve'"),
    });
  });

  it('cannot find what search does not show yet, and does later', async () => {
    let now = Date.parse('2026-11-21T00:00:00Z');
    const { sink, standIn } = await start({ standIn: { now: () => now } });
    standIn.faults.set({ searchLagMs: 60_000 });
    await sink.create(createTicketContent(), { signal });
    const find = () => sink.find('patch-risk-0123abcd', { signal });
    expect(await find()).toBeUndefined();
    now += 60_000;
    expect(await find()).toMatchObject({ key: 'RISK-1' });
  });

  it('follows no redirect with its credentials', async () => {
    const { createServer: createHttpServer } = await import('node:http');
    const seen: (string | undefined)[] = [];
    const server = createHttpServer((request, response) => {
      seen.push(request.url);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const { sink } = createSink(`http://127.0.0.1:${port}`);
    const error = await failure(sink.read(['1'], { signal }));
    server.closeAllConnections();
    await new Promise(resolve => {
      server.close(resolve);
    });
    expect(error).toMatchObject({
      name: 'RejectedError',
      message: expect.stringContaining('redirects'),
    });
    expect(seen).toEqual(['/rest/api/3/issue/bulkfetch']);
  });
});
