import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  RejectedError,
  UnknownOutcomeError,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type {
  SinkCallOptions,
  SinkDescription,
  TicketContent,
  TicketImage,
  TicketSink,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import { chooseTransition } from './chooseTransition';
import { type IssueName, JiraIssues } from './client/JiraIssues';
import { JiraTransport } from './client/JiraTransport';
import { ProjectMetadata } from './client/ProjectMetadata';
import type { JiraConfig } from './config/JiraConfig';
import { readJiraConfig } from './config/readJiraConfig';
import { assertTicketKey } from './fields/assertTicketKey';
import type { LiveIssue } from './LiveIssue';
import { planUpdate } from './planUpdate';
import { TicketFields } from './TicketFields';

type LiveStatus = Pick<LiveIssue, 'status' | 'statusCategory'>;

function toName(ticket: TicketImage): IssueName {
  return { id: ticket.externalId, key: ticket.key };
}

/** Tickets as issues of one project of one Jira Cloud site. */
export class JiraTicketSink implements TicketSink {
  readonly id = 'jira';
  readonly searchLagMs: number;
  readonly #config: JiraConfig;
  readonly #logger: LoggerService;
  readonly #transport: JiraTransport;
  readonly #issues: JiraIssues;
  readonly #metadata: ProjectMetadata;
  /** The status in which this project's new issues begin, once one was read. */
  #initialStatus: LiveStatus | undefined;

  /**
   * @returns undefined when `patchRisk.jira.baseUrl` is not set.
   * @throws InputError naming key, value and remedy.
   */
  static fromConfig(
    config: Config,
    options: { logger: LoggerService },
  ): JiraTicketSink | undefined {
    const jira = readJiraConfig(config);
    return jira && new JiraTicketSink(jira, options.logger);
  }

  private constructor(config: JiraConfig, logger: LoggerService) {
    this.#config = config;
    this.#logger = logger;
    this.searchLagMs = config.searchLagMs;
    this.#transport = JiraTransport.create(config);
    this.#issues = JiraIssues.create(this.#transport);
    this.#metadata = ProjectMetadata.create(config);
  }

  describe(): SinkDescription {
    const { baseUrl, projectKey, standIn } = this.#config;
    return {
      title: standIn ? 'Jira stand-in' : 'Jira',
      target: `${baseUrl}, project ${projectKey}`,
      standIn,
      ...(standIn
        ? { note: 'A stand-in, not Atlassian Jira: for demos and tests only.' }
        : {}),
    };
  }

  async find(
    key: string,
    { signal }: SinkCallOptions,
  ): Promise<TicketImage | undefined> {
    assertTicketKey(key);
    const found = await this.#issues.findByLabel(
      { projectKey: this.#config.projectKey, label: key },
      signal,
    );
    if (found.length > 1) {
      this.#logger.warn('More than one Jira issue carries the same task', {
        key,
        issues: found.map(issue => issue.key),
      });
    }
    const oldest = found.at(0);
    if (!oldest) {
      return undefined;
    }
    // The answer that was lost also kept us from setting the link.
    await this.#link(oldest, signal, {
      globalId: key,
      url: oldest.record?.url ?? '',
      title: oldest.summary ?? key,
    });
    return this.#toImage(oldest);
  }

  async create(
    content: TicketContent,
    { signal }: SinkCallOptions,
  ): Promise<TicketImage> {
    assertTicketKey(content.key);
    const wanted = await this.#toFields(content, signal);
    const fields = wanted.forCreate();
    let issue: IssueName;
    try {
      issue = await this.#issues.create(
        fields,
        wanted.record(wanted.values),
        signal,
      );
    } catch (error) {
      // The screens may have changed since they were read.
      this.#metadata.forget();
      throw error;
    }
    await this.#link(issue, signal, {
      globalId: content.key,
      url: content.url,
      title: wanted.values.summary ?? content.key,
    });
    return this.#toImage({
      ...issue,
      dueDate: wanted.values.dueDate,
      ...(await this.#readInitialStatus(issue, signal)),
    });
  }

  async update(
    ticket: TicketImage,
    content: TicketContent,
    previous: TicketContent | undefined,
    { signal }: SinkCallOptions,
  ): Promise<TicketImage> {
    assertTicketKey(content.key);
    const wanted = await this.#toFields(content, signal);
    const live = await this.#issues.readOne(toName(ticket), signal);
    const plan = planUpdate({
      live,
      wanted,
      previous: previous && (await this.#toFields(previous, signal)),
      key: content.key,
    });
    if (plan.kept.length > 0) {
      this.#logger.info('Kept what a person changed in a ticket', {
        ticket: live.key,
        fields: plan.kept,
      });
    }
    if (Object.keys(plan.fields).length > 0) {
      await this.#issues.edit(
        live,
        { fields: plan.fields, record: wanted.record(plan.sent) },
        signal,
      );
    }
    return this.#toImage({
      ...live,
      dueDate: 'duedate' in plan.fields ? wanted.values.dueDate : live.dueDate,
    });
  }

  async close(
    ticket: TicketImage,
    reason: string,
    { signal }: SinkCallOptions,
  ): Promise<TicketImage> {
    const live = await this.#issues.readOne(toName(ticket), signal);
    return live.statusCategory === 'done'
      ? this.#toImage(live)
      : this.#move(live, signal, { categories: ['done'], reason });
  }

  async reopen(
    ticket: TicketImage,
    reason: string,
    { signal }: SinkCallOptions,
  ): Promise<TicketImage> {
    const live = await this.#issues.readOne(toName(ticket), signal);
    return live.statusCategory === 'done'
      ? this.#move(live, signal, {
          categories: ['new', 'indeterminate'],
          reason,
        })
      : this.#toImage(live);
  }

  async read(
    externalIds: string[],
    { signal }: SinkCallOptions,
  ): Promise<TicketImage[]> {
    const issues = await this.#issues.readMany(externalIds, signal);
    return issues.map(issue => this.#toImage(issue));
  }

  async #toFields(
    content: TicketContent,
    signal: AbortSignal,
  ): Promise<TicketFields> {
    const screen = await this.#metadata.get(this.#transport.client(signal));
    return TicketFields.create({ content, config: this.#config, screen });
  }

  async #move(
    live: LiveIssue,
    signal: AbortSignal,
    options: {
      categories: ('new' | 'indeterminate' | 'done')[];
      reason: string;
    },
  ): Promise<TicketImage> {
    const transition = chooseTransition(
      await this.#issues.readTransitions(live, signal),
      {
        issueKey: live.key,
        categories: options.categories,
        resolution: this.#config.resolution,
      },
    );
    await this.#issues.move(live, transition, signal);
    // After the move, and once: a move that is tried again finds the issue there already.
    await this.#attempt('comment on a ticket', live.key, () =>
      this.#issues.comment(live, `Patch Risk: ${options.reason}`, signal),
    );
    return this.#toImage(await this.#issues.readOne(live, signal));
  }

  /** Later issues of the project begin where the first one did, so that only the first costs a call. */
  async #readInitialStatus(
    issue: IssueName,
    signal: AbortSignal,
  ): Promise<LiveStatus> {
    if (!this.#initialStatus) {
      await this.#attempt('read a new ticket', issue.key, async () => {
        const live = await this.#issues.readOne(issue, signal);
        this.#initialStatus = {
          status: live.status,
          statusCategory: live.statusCategory,
        };
      });
    }
    return (
      this.#initialStatus ?? { status: 'unknown', statusCategory: 'undefined' }
    );
  }

  async #link(
    issue: IssueName,
    signal: AbortSignal,
    target: { globalId: string; url: string; title: string },
  ): Promise<void> {
    if (!target.url) {
      return;
    }
    await this.#attempt('link a ticket to its task', issue.key, async () => {
      try {
        await this.#issues.link(issue, target, signal);
      } catch (error) {
        if (error instanceof RejectedError) {
          throw error;
        }
        throw new UnknownOutcomeError(
          `${
            issue.key
          } is there, and the link to its task is still to be set: ${
            error instanceof Error ? error.message : 'no answer'
          }`,
        );
      }
    });
  }

  /**
   * What makes a ticket better, and not wrong where it is missing, must not fail the delivery. Only an
   * UnknownOutcomeError passes: the look-up that follows finds the ticket and completes it.
   */
  async #attempt(
    action: string,
    ticket: string,
    run: () => Promise<void>,
  ): Promise<void> {
    try {
      await run();
    } catch (error) {
      if (error instanceof UnknownOutcomeError) {
        throw error;
      }
      this.#logger.warn('Could not complete a ticket', {
        ticket,
        action,
        problem: error instanceof Error ? error.message : 'unknown',
      });
    }
  }

  #toImage(
    issue: IssueName & LiveStatus & { dueDate: string | undefined },
  ): TicketImage {
    return {
      sink: this.id,
      externalId: issue.id,
      key: issue.key,
      url: `${this.#config.baseUrl}/browse/${encodeURIComponent(issue.key)}`,
      status: issue.status,
      statusCategory: issue.statusCategory,
      ...(issue.dueDate ? { dueDate: issue.dueDate } : {}),
      standIn: this.#config.standIn,
    };
  }
}
