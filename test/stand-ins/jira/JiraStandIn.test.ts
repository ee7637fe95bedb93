import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractValidator } from './ContractValidator';
import { createStandInProject } from './createStandInProject';
import { JiraStandIn, type JiraStandInOptions } from './JiraStandIn';
import { startJiraServer, type JiraServer } from './server';

jest.setTimeout(60_000);

const AUTHORIZATION = `Basic ${Buffer.from(
  'patch-risk@example.com:stand-in-token',
).toString('base64')}`;

function document(text: string) {
  return {
    type: 'doc',
    version: 1,
    content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
  };
}

function newIssue(fields: Record<string, unknown> = {}) {
  return {
    fields: {
      project: { key: 'RISK' },
      issuetype: { name: 'Task' },
      summary: 'Update the gateway',
      labels: ['patch-risk', 'patch-risk-1'],
      ...fields,
    },
  };
}

describe('JiraStandIn', () => {
  const servers: JiraServer[] = [];

  async function start(options: JiraStandInOptions = {}) {
    const standIn = JiraStandIn.create(options);
    const server = await startJiraServer({ standIn, port: 0 });
    servers.push(server);
    const call = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          authorization: AUTHORIZATION,
          'content-type': 'application/json',
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text ? JSON.parse(text) : undefined,
      };
    };
    return { standIn, server, call };
  }

  afterEach(async () => {
    for (const server of servers.splice(0)) {
      await server.close();
    }
  });

  it('serves every call it says it serves, as Atlassian describes it', async () => {
    const { standIn, call } = await start();
    const calls: [string, string, unknown, number][] = [
      ['POST', '/issue', newIssue({ duedate: '2026-12-01' }), 201],
      ['GET', '/issue/RISK-1?fields=summary&fields=status', undefined, 200],
      ['PUT', '/issue/10001', { fields: { summary: 'Changed' } }, 204],
      [
        'POST',
        '/issue/bulkfetch',
        { issueIdsOrKeys: ['10001', '1'], fields: ['status'] },
        200,
      ],
      [
        'GET',
        '/issue/10001/transitions?expand=transitions.fields',
        undefined,
        200,
      ],
      ['POST', '/issue/10001/transitions', { transition: { id: '31' } }, 204],
      ['GET', '/search/jql?jql=project%20%3D%20RISK', undefined, 200],
      [
        'POST',
        '/search/jql',
        { jql: 'labels = "patch-risk-1" AND statusCategory = Done' },
        200,
      ],
      ['GET', '/project/RISK', undefined, 200],
      ['GET', '/issue/createmeta/RISK/issuetypes', undefined, 200],
      ['GET', '/issue/createmeta/RISK/issuetypes/10001', undefined, 200],
      ['PUT', '/issue/10001/properties/patch-risk', { key: 'x' }, 201],
      ['GET', '/issue/10001/properties/patch-risk', undefined, 200],
      ['GET', '/issue/10001/properties', undefined, 200],
      [
        'POST',
        '/issue/10001/remotelink',
        { globalId: 'x', object: { title: 'x', url: 'https://example.com' } },
        201,
      ],
      ['GET', '/issue/10001/remotelink', undefined, 200],
      ['POST', '/issue/10001/comment', { body: document('Done') }, 201],
      ['GET', '/issue/10001/comment', undefined, 200],
      ['GET', '/issue/10001/changelog', undefined, 200],
      ['GET', '/myself', undefined, 200],
      ['GET', '/field', undefined, 200],
      ['GET', '/priority/search', undefined, 200],
    ];
    for (const [method, path, body, status] of calls) {
      const answer = await call(method, `/rest/api/3${path}`, body);
      expect([method, path, answer.status]).toEqual([method, path, status]);
    }
    expect(standIn.violations).toEqual([]);
    expect(standIn.journal).toHaveLength(calls.length);
    expect(JSON.stringify(standIn.journal)).not.toContain(AUTHORIZATION);
  });

  // The description lies beside the repository, not in it.
  const describeWhereAvailable = ContractValidator.create().available
    ? describe
    : describe.skip;

  describeWhereAvailable('with Atlassian’s description in ../shared', () => {
    it('notices what breaks the description, on either side', async () => {
      const { standIn, server, call } = await start();
      await call('POST', '/rest/api/3/search/jql', {
        jql: 'project = RISK',
        maxResults: 'many',
      });
      await call('GET', '/rest/api/3/myself?verbose=true');
      await call('GET', '/rest/api/3/serverInfo');
      expect(
        standIn.violations.map(({ operation, side }) => [operation, side]),
      ).toEqual([
        ['searchIssuesPost', 'request'],
        ['getCurrentUser', 'request'],
        ['GET /rest/api/3/serverInfo', 'request'],
      ]);
      expect(
        standIn.contract.checkAnswer({
          template: '/rest/api/3/issue',
          method: 'post',
          status: 201,
          body: { id: 10001, surprise: true },
        }),
      ).toEqual([expect.stringContaining('additional properties')]);
      const seen = await fetch(`${server.url}/__stand-in/violations`);
      expect((await seen.json()).violations).toHaveLength(3);
    });
  });

  it('refuses in Jira’s words', async () => {
    const { call, server } = await start({
      projects: [
        createStandInProject({ key: 'RISK' }),
        createStandInProject({ key: 'SEEN', id: '2', permission: 'read' }),
        createStandInProject({ key: 'HID', id: '3', permission: 'none' }),
      ],
    });
    const create = (fields: Record<string, unknown>) =>
      call('POST', '/rest/api/3/issue', newIssue(fields));
    expect(
      await create({
        nonsense: 1,
        labels: ['two words'],
        duedate: '2026-02-30',
        summary: `${'x'.repeat(256)}`,
        priority: { name: 'Ultra' },
        description: { type: 'doc', version: 1, content: [{ type: 'blob' }] },
      }),
    ).toMatchObject({
      status: 400,
      body: {
        errorMessages: [],
        errors: {
          nonsense: expect.stringContaining('cannot be set'),
          labels: expect.stringContaining('contains spaces'),
          duedate: 'Error parsing date string: 2026-02-30',
          summary: 'Summary must be less than 255 characters.',
          priority: expect.any(String),
          description: expect.stringContaining('Atlassian Document'),
        },
      },
    });
    expect((await create({ project: { key: 'SEEN' } })).status).toBe(403);
    expect((await create({ project: { key: 'HID' } })).status).toBe(400);
    expect((await call('GET', '/rest/api/3/issue/RISK-9')).status).toBe(404);
    const search = (jql: string) =>
      call('POST', '/rest/api/3/search/jql', { jql });
    for (const jql of [
      '',
      'summary ~ "x"',
      'project = RISK OR id = 1',
      'project = HID',
      'project = "RISK',
    ]) {
      expect([jql, (await search(jql)).status]).toEqual([jql, 400]);
    }
    const stranger = await fetch(`${server.url}/rest/api/3/myself`);
    expect(stranger.status).toBe(401);
  });

  it('keeps tickets across a restart, also after a kill in mid-line', async () => {
    const journal = join(mkdtempSync(join(tmpdir(), 'jira-')), 'a', 'j.jsonl');
    const first = await start({ journal });
    await first.call('POST', '/rest/api/3/issue', newIssue());
    await first.call('POST', '/rest/api/3/issue/RISK-1/transitions', {
      transition: { id: '31' },
    });
    writeFileSync(journal, '{"id":"100', { flag: 'a' });

    const second = await start({ journal });
    expect(second.standIn.store.all()).toMatchObject([
      { key: 'RISK-1', status: '10020' },
    ]);
    await second.call('POST', '/rest/api/3/issue', newIssue());
    expect(second.standIn.store.all()[1]).toMatchObject({
      id: '10002',
      key: 'RISK-2',
    });
    expect(readFileSync(journal, 'utf8').split('\n')).toHaveLength(4);

    writeFileSync(journal, 'nonsense\n');
    expect(() => JiraStandIn.create({ journal })).toThrow(
      `Line 1 of ${journal} is not JSON`,
    );
  });

  it('loses an answer after the commit, and lags in search', async () => {
    let now = Date.parse('2026-11-21T00:00:00Z');
    const { standIn, server, call } = await start({ now: () => now });
    await fetch(`${server.url}/__stand-in/faults`, {
      method: 'POST',
      body: JSON.stringify({ loseCreateAnswers: 1, searchLagMs: 5000 }),
    });
    await expect(call('POST', '/rest/api/3/issue', newIssue())).rejects.toThrow(
      'fetch failed',
    );
    expect(standIn.store.all()).toHaveLength(1);
    const search = async (reconcileIssues?: number[]) =>
      (
        await call('POST', '/rest/api/3/search/jql', {
          jql: 'labels = patch-risk-1',
          ...(reconcileIssues ? { reconcileIssues } : {}),
        })
      ).body.issues.length;
    expect(await search()).toBe(0);
    expect(await search([10001])).toBe(1);
    now += 5000;
    expect(await search()).toBe(1);
    const refused = await fetch(`${server.url}/__stand-in/faults`, {
      method: 'POST',
      body: JSON.stringify({ explode: 1 }),
    });
    expect(refused.status).toBe(400);
  });

  it('lets a person close and reopen a ticket in the browser, and no other site', async () => {
    const { standIn, server, call } = await start();
    await call(
      'POST',
      '/rest/api/3/issue',
      newIssue({
        summary: '<img src=x onerror=alert(1)>',
        description: document('<script>alert(2)</script>'),
      }),
    );
    const press = (transition: string, origin: string) =>
      fetch(`${server.url}/browse/RISK-1`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin },
        body: new URLSearchParams({ transition }),
      });
    expect((await press('31', 'https://evil.example')).status).toBe(403);
    expect((await press('31', server.url)).status).toBe(303);
    expect(standIn.store.all()[0]).toMatchObject({
      status: '10020',
      changes: [{ author: 'person' }],
    });
    expect((await press('31', server.url)).status).toBe(409);
    expect((await press('11', server.url)).status).toBe(303);
    for (const path of ['/', '/browse/RISK-1']) {
      const page = await (await fetch(`${server.url}${path}`)).text();
      expect(page).toContain('Jira stand-in, not Atlassian Jira.');
      expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
      expect(page).not.toMatch(/<img|<script/);
    }
  });

  it('says plainly that a port is taken', async () => {
    const { server, standIn } = await start();
    await expect(
      startJiraServer({ standIn, port: server.port }),
    ).rejects.toThrow(`Port ${server.port} is taken`);
  });
});
