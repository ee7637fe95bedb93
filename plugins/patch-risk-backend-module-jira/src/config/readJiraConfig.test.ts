import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readJiraConfig } from './readJiraConfig';

const COMPLETE = {
  baseUrl: 'https://example.atlassian.net',
  email: 'robot@example.com',
  apiToken: 'very-secret-token',
  projectKey: 'RISK',
};

function read(jira: JsonObject) {
  return readJiraConfig(new ConfigReader({ patchRisk: { jira } }));
}

describe('readJiraConfig', () => {
  it('knows a default for all that need not be said', () => {
    expect(read(COMPLETE)).toEqual({
      ...COMPLETE,
      issueType: 'Task',
      standIn: false,
      labels: [],
      components: [],
      priorities: {
        critical: 'Highest',
        high: 'High',
        medium: 'Medium',
        low: 'Low',
      },
      resolution: undefined,
      maxDevices: 50,
      timeoutMs: 30_000,
      searchLagMs: 180_000,
    });
    expect(read({ projectKey: 'RISK' })).toBeUndefined();
    expect(readJiraConfig(new ConfigReader({}))).toBeUndefined();
  });

  it.each([
    [{ baseUrl: 'example' }, "baseUrl is 'example'"],
    [{ baseUrl: 'http://example.com' }, 'use https'],
    [{ baseUrl: 'https://a:very-secret-token@b.example' }, 'holds credentials'],
    [{ baseUrl: 'https://example.com/?a=1' }, 'leave out what follows'],
    [{ email: ' ' }, 'patchRisk.jira.email is missing'],
    [{ apiToken: undefined }, 'patchRisk.jira.apiToken is missing'],
    [{ projectKey: 'RISK" OR 1' }, 'projectKey is'],
    [{ labels: ['two words'] }, "labels holds 'two words'"],
    [{ maxDevices: 0 }, 'maxDevices is 0'],
    [{ timeout: 'soon' }, 'timeout is no duration'],
    [{ timeout: { milliseconds: 1 } }, 'timeout is 1 ms'],
    [{ searchLag: { seconds: -1 } }, 'searchLag is -1000 ms'],
  ])('refuses %j and says why', (change, message) => {
    let text = '';
    try {
      read({ ...COMPLETE, ...change });
    } catch (error) {
      text = String(error);
    }
    expect(text).toContain('InputError');
    expect(text).toContain(message);
    expect(text).not.toContain('very-secret-token');
  });
});
