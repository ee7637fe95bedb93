import {
  RejectedError,
  UnknownOutcomeError,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import { externalText, paragraph } from '../adf/nodes';
import type { ChosenTransition } from '../chooseTransition';
import { toJqlString } from '../fields/toJqlString';
import { LIVE_FIELDS, type LiveIssue, readLiveIssue } from '../LiveIssue';
import { PROPERTY_KEY, type SentRecord } from '../SentRecord';
import { isRecord } from './isRecord';
import { JiraHttpError } from './JiraHttpError';
import type { JiraTransport } from './JiraTransport';
import { loadJira } from './loadJira';
import { toSinkError } from './toSinkError';

/** How an issue is called in requests (`id`, which stays) and in messages (`key`, which people know). */
export type IssueName = Pick<LiveIssue, 'id' | 'key'>;

const BULK_SIZE = 100;
const MOST_HITS = 10;

/** Issue ids become part of a path, so that only digits may. */
function assertIssueId(id: string): string {
  if (!/^\d+$/.test(id)) {
    throw new RejectedError(
      `'${id.slice(0, 40)}' is no id of a Jira issue; unlink the ticket.`,
    );
  }
  return id;
}

function readIssues(answer: unknown): LiveIssue[] {
  const list =
    isRecord(answer) && Array.isArray(answer.issues) ? answer.issues : [];
  return list.map(readLiveIssue).filter(issue => issue !== undefined);
}

/** The calls about issues that the sink makes; failures come as the port's errors. */
export class JiraIssues {
  readonly #transport: JiraTransport;

  static create(transport: JiraTransport): JiraIssues {
    return new JiraIssues(transport);
  }

  private constructor(transport: JiraTransport) {
    this.#transport = transport;
  }

  /** Issues of a project with a label, the oldest first, as far as search knows them by now. */
  async findByLabel(
    target: { projectKey: string; label: string },
    signal: AbortSignal,
  ): Promise<LiveIssue[]> {
    const jira = await loadJira();
    const project = toJqlString(target.projectKey);
    const label = toJqlString(target.label);
    const answer = await this.#call(`search for ${target.label}`, () =>
      jira.searchAndReconsileIssuesUsingJqlPost(
        this.#transport.client(signal),
        {
          jql: `project = ${project} AND labels = ${label} ORDER BY created ASC`,
          fields: LIVE_FIELDS,
          properties: [PROPERTY_KEY],
          maxResults: MOST_HITS,
        },
      ),
    );
    return readIssues(answer).filter(issue =>
      issue.labels.includes(target.label),
    );
  }

  /** @throws UnknownOutcomeError when the issue may exist all the same. */
  async create(
    fields: Record<string, unknown>,
    record: SentRecord,
    signal: AbortSignal,
  ): Promise<IssueName> {
    const jira = await loadJira();
    let created: unknown;
    try {
      created = await jira.createIssue(this.#transport.client(signal), {
        fields,
        properties: [{ key: PROPERTY_KEY, value: record }],
      });
    } catch (error) {
      throw toSinkError(error, {
        action: `create the ticket of ${record.key}`,
        repeatable: false,
      });
    }
    if (
      !isRecord(created) ||
      typeof created.id !== 'string' ||
      typeof created.key !== 'string'
    ) {
      throw new UnknownOutcomeError(
        `Jira took the ticket of ${record.key} and did not say under which id.`,
      );
    }
    return { id: created.id, key: created.key };
  }

  /** Writes fields and, in the same call, what we last wrote. */
  async edit(
    issue: IssueName,
    change: { fields: Record<string, unknown>; record: SentRecord },
    signal: AbortSignal,
  ): Promise<void> {
    const jira = await loadJira();
    await this.#call(`update ${issue.key}`, () =>
      jira.editIssue(this.#transport.client(signal), {
        issueIdOrKey: assertIssueId(issue.id),
        fields: change.fields,
        properties: [{ key: PROPERTY_KEY, value: change.record }],
      }),
    );
  }

  async readOne(issue: IssueName, signal: AbortSignal): Promise<LiveIssue> {
    const jira = await loadJira();
    const answer = await this.#call(`read ${issue.key}`, () =>
      jira.getIssue(this.#transport.client(signal), {
        issueIdOrKey: assertIssueId(issue.id),
        fields: LIVE_FIELDS,
        properties: [PROPERTY_KEY],
      }),
    );
    const live = readLiveIssue(answer);
    if (!live) {
      throw new RejectedError(
        `Jira's answer for ${issue.key} holds no issue. Check that patchRisk.jira.baseUrl leads to a Jira Cloud site.`,
      );
    }
    return live;
  }

  /** Status and due date of many issues; those that are gone are absent. */
  async readMany(ids: string[], signal: AbortSignal): Promise<LiveIssue[]> {
    const jira = await loadJira();
    const issues: LiveIssue[] = [];
    for (let start = 0; start < ids.length; start += BULK_SIZE) {
      const issueIdsOrKeys = ids
        .slice(start, start + BULK_SIZE)
        .map(assertIssueId);
      const answer = await this.#call('read tickets', () =>
        jira.bulkFetchIssues(this.#transport.client(signal), {
          issueIdsOrKeys,
          fields: ['status', 'duedate'],
        }),
      );
      issues.push(...readIssues(answer));
    }
    return issues;
  }

  /** Transitions that the issue offers now, as Jira answers them, with the fields of their screens. */
  async readTransitions(
    issue: IssueName,
    signal: AbortSignal,
  ): Promise<unknown[]> {
    const jira = await loadJira();
    const answer = await this.#call(
      `list the transitions of ${issue.key}`,
      () =>
        jira.getTransitions(this.#transport.client(signal), {
          issueIdOrKey: assertIssueId(issue.id),
          expand: 'transitions.fields',
        }),
    );
    return answer.transitions ?? [];
  }

  async move(
    issue: IssueName,
    { id, fields }: ChosenTransition,
    signal: AbortSignal,
  ): Promise<void> {
    const jira = await loadJira();
    await this.#call(`move ${issue.key}`, () =>
      jira.doTransition(this.#transport.client(signal), {
        issueIdOrKey: assertIssueId(issue.id),
        transition: { id },
        ...(Object.keys(fields).length > 0 ? { fields } : {}),
      }),
    );
  }

  async comment(
    issue: IssueName,
    text: string,
    signal: AbortSignal,
  ): Promise<void> {
    const jira = await loadJira();
    await this.#call(`comment on ${issue.key}`, () =>
      jira.addComment(this.#transport.client(signal), {
        issueIdOrKey: assertIssueId(issue.id),
        body: {
          type: 'doc',
          version: 1,
          content: [{ ...paragraph(externalText(text)) }],
        },
      }),
    );
  }

  /**
   * Sets the link from the issue to its task; the same `globalId` updates the one that is there.
   *
   * @throws RejectedError when Jira refuses, for want of a permission too: a ticket may be without its link
   */
  async link(
    issue: IssueName,
    target: { globalId: string; url: string; title: string },
    signal: AbortSignal,
  ): Promise<void> {
    const jira = await loadJira();
    const action = `link ${issue.key} to its task`;
    try {
      await jira.createOrUpdateRemoteIssueLink(this.#transport.client(signal), {
        issueIdOrKey: assertIssueId(issue.id),
        globalId: target.globalId,
        relationship: 'remediates',
        object: { title: target.title, url: target.url },
      });
    } catch (error) {
      if (
        error instanceof JiraHttpError &&
        (error.status === 401 || error.status === 403)
      ) {
        throw new RejectedError(
          `Jira refused to ${action} (status ${error.status}).`,
        );
      }
      throw toSinkError(error, { action, repeatable: true });
    }
  }

  async #call<T>(action: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw toSinkError(error, { action, repeatable: true });
    }
  }
}
