import { attachedOperations } from './attachedOperations';
import { ContractValidator, type ContractViolation } from './ContractValidator';
import { createStandInProject } from './createStandInProject';
import { issueOperations } from './issueOperations';
import { IssueStore } from './IssueStore';
import type { JiraAnswer } from './JiraAnswer';
import type { JiraOperation } from './JiraOperation';
import { JiraProblem } from './JiraProblem';
import { metadataOperations } from './metadataOperations';
import type { StandInProject } from './model';
import { searchOperations } from './searchOperations';
import { StandInFaults } from './StandInFaults';
import { workflowOperations } from './workflowOperations';

/** One call, as the journal keeps it; no header is kept, and so no credential. */
export interface JournalEntry {
  at: string;
  operation: string;
  method: string;
  path: string;
  status: number;
  answerLost: boolean;
  body?: unknown;
}

export interface JiraStandInOptions {
  projects?: StandInProject[];
  /** JSON-lines file in which the tickets are kept across restarts; without it they live in memory. */
  journal?: string;
  email?: string;
  token?: string;
  /** Milliseconds since 1970; a test may bring its own clock. */
  now?: () => number;
  /** Waited for between what a call changed and its answer. */
  beforeAnswer?: (call: JournalEntry) => Promise<void>;
}

const JOURNAL_LIMIT = 20_000;

/** Calls that are served, with `bulkfetch` before the issue whose id it could be taken for. */
export const jiraOperations: JiraOperation[] = [
  ...issueOperations,
  ...workflowOperations,
  ...attachedOperations,
  ...searchOperations,
  ...metadataOperations,
];

function parseBody(text: string): unknown {
  if (text === '') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JiraProblem(400, {
      errorMessages: [`The request body is not JSON: ${String(error)}`],
    });
  }
}

/** A Jira that remembers: enough of Jira Cloud's REST API v3 for the ticket sync, honest about being none. */
export class JiraStandIn {
  readonly store: IssueStore;
  readonly faults = new StandInFaults();
  readonly violations: ContractViolation[] = [];
  readonly journal: JournalEntry[] = [];
  readonly contract = ContractValidator.create();
  readonly #authorization: string;
  readonly #now: () => number;
  readonly #beforeAnswer: JiraStandInOptions['beforeAnswer'];

  static create(options: JiraStandInOptions = {}): JiraStandIn {
    return new JiraStandIn(options);
  }

  private constructor(options: JiraStandInOptions) {
    this.#now = options.now ?? Date.now;
    this.#beforeAnswer = options.beforeAnswer;
    this.store = IssueStore.create({
      projects: options.projects ?? [createStandInProject({ key: 'RISK' })],
      journal: options.journal,
      now: this.#now,
    });
    const email = options.email ?? 'patch-risk@example.com';
    const token = options.token ?? 'stand-in-token';
    this.#authorization = `Basic ${Buffer.from(`${email}:${token}`).toString(
      'base64',
    )}`;
  }

  /**
   * Answers one call of the REST API: credentials, faults, contract, operation, contract again, journal.
   * A lost answer comes back as `Response.error()`, which a server turns into a broken connection.
   */
  async respond(
    operation: JiraOperation,
    request: Request,
    parameters: Record<string, string>,
  ): Promise<Response> {
    const url = new URL(request.url);
    const { delayMs } = this.faults.settings;
    if (delayMs > 0) {
      await new Promise(resolve => setTimeout(resolve, delayMs));
    }
    const text = await request.text();
    let body: unknown;
    let answer: JiraAnswer;
    try {
      answer = this.#refusal(request);
      if (answer.status === 200) {
        body = parseBody(text);
        this.#record(
          'request',
          operation,
          this.contract.checkRequest({
            template: operation.template,
            method: operation.method,
            query: url.searchParams,
            body,
          }),
        );
        answer = operation.run({
          origin: url.origin,
          parameters,
          query: url.searchParams,
          body,
          store: this.store,
          faults: this.faults,
        });
      }
    } catch (error) {
      if (!(error instanceof JiraProblem)) {
        throw error;
      }
      answer = {
        status: error.status,
        body: { errorMessages: error.errorMessages, errors: error.errors },
      };
    }
    this.#checkAnswer(operation, answer);
    const answerLost =
      operation.name === 'createIssue' &&
      answer.status === 201 &&
      this.faults.take('loseCreateAnswers');
    const call: JournalEntry = {
      at: this.store.timestamp(),
      operation: operation.name,
      method: request.method,
      path: `${url.pathname}${url.search}`,
      status: answer.status,
      answerLost,
      ...(body === undefined ? {} : { body }),
    };
    this.#write(call);
    await this.#beforeAnswer?.(call);
    if (answerLost) {
      return Response.error();
    }
    return answer.body === undefined
      ? new Response(null, { status: answer.status, headers: answer.headers })
      : Response.json(answer.body, {
          status: answer.status,
          headers: answer.headers,
        });
  }

  /** A call of the REST API that the stand-in does not serve: said plainly, and counted as a violation. */
  refuseUnknown(request: Request): Response {
    const url = new URL(request.url);
    this.violations.push({
      at: this.store.timestamp(),
      operation: `${request.method} ${url.pathname}`,
      side: 'request',
      problem: 'is not served by the stand-in',
    });
    return Response.json(
      {
        errorMessages: [
          `The Jira stand-in does not serve ${request.method} ${url.pathname}.`,
        ],
        errors: {},
      },
      { status: 404 },
    );
  }

  /** An answer of status 200 means: go on. */
  #refusal(request: Request): JiraAnswer {
    const { retryAfterSeconds } = this.faults.settings;
    const headers: Record<string, string> = {};
    if (retryAfterSeconds !== undefined) {
      headers['retry-after'] = String(retryAfterSeconds);
    }
    if (this.faults.take('tooManyRequests')) {
      return {
        status: 429,
        headers: { ...headers, 'ratelimit-reason': 'jira-burst-based' },
        body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
      };
    }
    if (this.faults.take('unavailable')) {
      return {
        status: 503,
        headers,
        body: { errorMessages: ['Service unavailable.'], errors: {} },
      };
    }
    if (this.faults.take('serverErrors')) {
      return {
        status: 500,
        body: { errorMessages: ['Internal server error.'], errors: {} },
      };
    }
    if (request.headers.get('authorization') !== this.#authorization) {
      return {
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="Jira stand-in"' },
        body: {
          errorMessages: [
            'Client must be authenticated to access this resource.',
          ],
          errors: {},
        },
      };
    }
    return { status: 200 };
  }

  #checkAnswer(operation: JiraOperation, { status, body }: JiraAnswer): void {
    // What leaves is JSON, so that is what is checked; undefined members are gone from it.
    const sent =
      body === undefined ? undefined : JSON.parse(JSON.stringify(body));
    const described =
      operation.answersListOfDescribed && Array.isArray(sent) ? sent : [sent];
    for (const one of described) {
      this.#record(
        'answer',
        operation,
        this.contract.checkAnswer({
          template: operation.template,
          method: operation.method,
          status,
          body: one,
        }),
      );
    }
  }

  #record(
    side: ContractViolation['side'],
    operation: JiraOperation,
    problems: string[],
  ): void {
    for (const problem of problems) {
      this.violations.push({
        at: this.store.timestamp(),
        operation: operation.name,
        side,
        problem,
      });
    }
  }

  #write(entry: JournalEntry): void {
    this.journal.push(entry);
    if (this.journal.length > JOURNAL_LIMIT) {
      this.journal.splice(0, this.journal.length - JOURNAL_LIMIT);
    }
  }
}
