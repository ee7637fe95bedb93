import { findAdfProblem } from '@internal/test/stand-ins/jira/findAdfProblem';
import { findDuplicates } from '@internal/test/stand-ins/jira/findDuplicates';
import type { AdfNode } from './adf/AdfNode';
import { createTicketContent } from './__testUtils__/createTicketContent';
import { startJira } from './__testUtils__/startJira';

jest.setTimeout(60_000);

const { signal } = new AbortController();

/** In parts, since a whole one is refused even in tests. */
const SCRIPT_URL = ['javascript', 'alert(1)'].join(':');

function plainText(node: AdfNode): string {
  return node.text ?? (node.content ?? []).map(plainText).join('');
}

describe('JiraTicketSink over HTTP', () => {
  let jira: Awaited<ReturnType<typeof startJira>>;

  beforeEach(async () => {
    jira = await startJira();
  });

  afterEach(async () => {
    const { violations } = jira.standIn;
    await jira.server.close();
    if (violations.length > 0) {
      throw new Error(`Contract violations: ${JSON.stringify(violations)}`);
    }
  });

  const theIssue = () => jira.standIn.store.all()[0];
  const lines = () => (theIssue().fields.description as AdfNode).content ?? [];

  async function edit(change: (fields: ReturnType<typeof theIssue>) => void) {
    const issue = theIssue();
    change(issue);
    jira.standIn.store.save(issue, 0);
  }

  it('creates an issue that says what, by when and why in its first three lines', async () => {
    const ticket = await jira.sink.create(createTicketContent(), { signal });

    expect(ticket).toEqual({
      sink: 'jira',
      externalId: '10001',
      key: 'RISK-1',
      url: `${jira.server.url}/browse/RISK-1`,
      status: 'To Do',
      statusCategory: 'new',
      dueDate: '2026-12-04',
      standIn: false,
    });
    const issue = theIssue();
    expect(issue.fields).toMatchObject({
      summary: 'Update Moxa EDR-810 to 5.12.29 (2 devices)',
      duedate: '2026-12-04',
      priority: '1',
      labels: ['patch-risk', 'patch-risk-0123abcd'],
    });
    expect(issue.properties['patch-risk']).toMatchObject({
      key: 'patch-risk-0123abcd',
    });
    expect(issue.remoteLinks).toMatchObject([
      {
        globalId: 'patch-risk-0123abcd',
        object: {
          url: 'https://backstage.example.com/patch-risk?task=0123abcd',
        },
      },
    ]);
    expect(findAdfProblem(issue.fields.description)).toBeUndefined();
    expect((lines()[0].content ?? []).slice(0, 3).map(plainText)).toEqual([
      'What: Update Moxa EDR-810 to 5.12.29, on 2 devices',
      'By when: 2026-12-04. CISA asks for it by then.',
      'Why: CVE-2024-1234 is exploited in the wild since 2026-11-02.',
    ]);
    const all = lines().map(plainText).join('\n');
    expect(all).toContain(
      'a fix in 12 days (median, 80 % interval from 4 days to 40 days)',
    );
    expect(all).toContain('not assessed');
  });

  it('needs three calls a ticket once the project is known', async () => {
    await jira.sink.create(createTicketContent(), { signal });
    jira.standIn.journal.length = 0;
    await jira.sink.create(createTicketContent({ key: 'patch-risk-2' }), {
      signal,
    });
    expect(jira.standIn.journal.map(entry => entry.operation)).toEqual([
      'createIssue',
      'createOrUpdateRemoteIssueLink',
    ]);
  });

  it('finds by key what it created, and only that', async () => {
    const ticket = await jira.sink.create(createTicketContent(), { signal });
    await jira.sink.create(createTicketContent({ key: 'patch-risk-0123abc' }), {
      signal,
    });
    expect(await jira.sink.find('patch-risk-0123abcd', { signal })).toEqual(
      ticket,
    );
    expect(await jira.sink.find('patch-risk-nobody', { signal })).toBe(
      undefined,
    );
    await expect(
      jira.sink.find('patch-risk-1" OR project = "X', { signal }),
    ).rejects.toMatchObject({ name: 'RejectedError' });
  });

  it('updates what is its own and keeps every edit of a person', async () => {
    const before = createTicketContent();
    const ticket = await jira.sink.create(before, { signal });
    await edit(issue => {
      issue.fields.summary = 'Call the vendor first';
      const document = issue.fields.description as AdfNode;
      document.content?.unshift({
        type: 'paragraph',
        content: [{ type: 'text', text: 'Key is at the gate.' }],
      });
      // Jira adds ids of its own when it stores a document.
      document.content?.[1].content?.forEach(node => {
        node.attrs = { localId: 'x' };
      });
    });
    const after = createTicketContent({
      dueDate: '2026-12-01',
      priority: 'medium',
      task: { title: 'Update Moxa EDR-810 to 5.13' },
    });
    const updated = await jira.sink.update(ticket, after, before, { signal });

    expect(updated.dueDate).toBe('2026-12-01');
    expect(theIssue().fields).toMatchObject({
      summary: 'Call the vendor first',
      duedate: '2026-12-01',
      priority: '3',
    });
    expect(lines().slice(0, 2).map(plainText)[0]).toBe('Key is at the gate.');
    expect(plainText(lines()[1])).toContain('Update Moxa EDR-810 to 5.13');
    expect(jira.logger.info).toHaveBeenCalledWith(
      'Kept what a person changed in a ticket',
      { ticket: 'RISK-1', fields: ['summary'] },
    );

    // From then on, too; and a text changed inside our part ends our updates of it.
    await edit(issue => {
      issue.fields.duedate = '2027-01-15';
      const panel = (issue.fields.description as AdfNode).content?.[1];
      panel!.content![0].content![1].text = 'Wait';
    });
    await jira.sink.update(
      ticket,
      createTicketContent({ dueDate: '2026-11-30' }),
      after,
      { signal },
    );
    expect(theIssue().fields).toMatchObject({
      summary: 'Call the vendor first',
      duedate: '2027-01-15',
      priority: '1',
    });
    expect(plainText(lines()[1])).toContain('What: Wait');
  });

  it('takes its own write for its own when the books missed it', async () => {
    const first = createTicketContent();
    const ticket = await jira.sink.create(first, { signal });
    const second = createTicketContent({ dueDate: '2026-12-02' });
    await jira.sink.update(ticket, second, first, { signal });
    // Killed before the second content was noted: the third comes with the first as previous.
    await jira.sink.update(
      ticket,
      createTicketContent({ dueDate: '2026-12-03' }),
      first,
      { signal },
    );
    expect(theIssue().fields.duedate).toBe('2026-12-03');
  });

  it('falls back on the books where the issue property is gone', async () => {
    const first = createTicketContent();
    const ticket = await jira.sink.create(first, { signal });
    await edit(issue => {
      issue.properties = {};
    });
    await jira.sink.update(
      ticket,
      createTicketContent({ dueDate: '2026-12-03' }),
      first,
      { signal },
    );
    expect(theIssue().fields.duedate).toBe('2026-12-03');
  });

  it('writes nothing when nothing changed', async () => {
    const content = createTicketContent();
    const ticket = await jira.sink.create(content, { signal });
    jira.standIn.journal.length = 0;
    await jira.sink.update(ticket, content, content, { signal });
    expect(jira.standIn.journal.map(entry => entry.operation)).toEqual([
      'getIssue',
    ]);
  });

  it('closes and reopens once, and says why', async () => {
    const ticket = await jira.sink.create(createTicketContent(), { signal });
    const closed = await jira.sink.close(ticket, 'verified', { signal });
    expect(closed).toMatchObject({ status: 'Done', statusCategory: 'done' });
    await jira.sink.close(ticket, 'verified', { signal });
    expect(
      theIssue().comments.map(comment => plainText(comment.body as AdfNode)),
    ).toEqual(['Patch Risk: verified']);
    expect(
      await jira.sink.reopen(ticket, 'it came back', { signal }),
    ).toMatchObject({ statusCategory: 'new' });
    await jira.sink.reopen(ticket, 'it came back', { signal });
    expect(theIssue().comments).toHaveLength(2);
  });

  it('reads many tickets at once; what is gone is absent', async () => {
    const ids: string[] = ['99999'];
    for (let index = 0; index < 3; index += 1) {
      const key = `patch-risk-${index}`;
      ids.push(
        (await jira.sink.create(createTicketContent({ key }), { signal }))
          .externalId,
      );
    }
    jira.standIn.journal.length = 0;
    const tickets = await jira.sink.read(ids, { signal });
    expect(tickets.map(ticket => ticket.key)).toEqual([
      'RISK-1',
      'RISK-2',
      'RISK-3',
    ]);
    expect(jira.standIn.journal).toHaveLength(1);
    await expect(
      jira.sink.read(['../../secret'], { signal }),
    ).rejects.toMatchObject({ name: 'RejectedError' });
  });

  it('keeps hostile text as text', async () => {
    const hostile = '"; project = X <script>alert(1)</script> {code} \u202E';
    const content = createTicketContent({
      reasons: [hostile],
      url: SCRIPT_URL,
      task: { title: `${hostile}\r\n${'long '.repeat(100)}` },
    });
    content.devices[0].title = hostile;
    content.devices[0].url = SCRIPT_URL;
    await jira.sink.create(content, { signal });

    const { summary } = theIssue().fields;
    expect(summary.length).toBeLessThanOrEqual(255);
    expect(summary).toMatch(/^"; project = X <script>.*… \(2 devices\)$/);
    expect(JSON.stringify(lines())).not.toContain(SCRIPT_URL);
    expect(lines().map(plainText).join()).toContain('"; project = X <script>');
    const page = await (await fetch(`${jira.server.url}/browse/RISK-1`)).text();
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
  });

  it('lists the riskiest devices and counts the rest, within the limit', async () => {
    const [device] = createTicketContent().devices;
    const devices = Array.from({ length: 3000 }, (_, index) => ({
      ...device,
      title: `Camera ${index} ${'x'.repeat(200)}`,
      index: index / 30,
    }));
    await jira.sink.create(createTicketContent({ devices }), { signal });
    expect(JSON.stringify(lines()).length).toBeLessThan(32_767);
    const all = lines().map(plainText).join('\n');
    expect(all).toContain('Camera 2999');
    expect(all).toMatch(/and 29\d\d more/);
  });

  it('shows up in the harness when somebody creates twice', async () => {
    const naive = async () => {
      jira.standIn.faults.set({ loseCreateAnswers: 1 });
      await expect(
        jira.sink.create(createTicketContent(), { signal }),
      ).rejects.toMatchObject({ name: 'UnknownOutcomeError' });
      await jira.sink.create(createTicketContent(), { signal });
    };
    await naive();
    expect(findDuplicates(jira.standIn)).toEqual([
      { key: 'patch-risk-0123abcd', issues: ['RISK-1', 'RISK-2'] },
    ]);
    // The older one is the ticket, and the other is reported.
    expect(
      await jira.sink.find('patch-risk-0123abcd', { signal }),
    ).toMatchObject({ key: 'RISK-1' });
    expect(jira.logger.warn).toHaveBeenCalledWith(
      'More than one Jira issue carries the same task',
      expect.objectContaining({ issues: ['RISK-1', 'RISK-2'] }),
    );
  });

  it.each([{ serverErrors: 1 }, { tooManyRequests: 1 }])(
    'is found and linked when Jira answers the link with %j',
    async faults => {
      const hook = { created: () => {} };
      const { standIn, server, sink } = await startJira({
        standIn: {
          beforeAnswer: async call => {
            if (call.operation === 'createIssue') {
              hook.created();
            }
          },
        },
      });
      hook.created = () => standIn.faults.set(faults);
      try {
        await expect(
          sink.create(createTicketContent(), { signal }),
        ).rejects.toMatchObject({
          name: 'UnknownOutcomeError',
          message: expect.stringContaining('link to its task'),
        });
        expect(standIn.store.all()[0].remoteLinks).toEqual([]);
        expect(
          await sink.find('patch-risk-0123abcd', { signal }),
        ).toMatchObject({ key: 'RISK-1' });
        expect(standIn.store.all()).toMatchObject([
          { remoteLinks: [{ globalId: 'patch-risk-0123abcd' }] },
        ]);
      } finally {
        await server.close();
      }
    },
  );

  it('is created once when the lost answer is looked up first', async () => {
    jira.standIn.faults.set({ loseCreateAnswers: 1 });
    await expect(
      jira.sink.create(createTicketContent(), { signal }),
    ).rejects.toMatchObject({ name: 'UnknownOutcomeError' });
    const found = await jira.sink.find('patch-risk-0123abcd', { signal });
    expect(found).toMatchObject({ key: 'RISK-1' });
    expect(theIssue().remoteLinks).toMatchObject([
      { globalId: 'patch-risk-0123abcd' },
    ]);
    expect(findDuplicates(jira.standIn)).toEqual([]);
  });
});
