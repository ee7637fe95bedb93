/** Jira answered, and not with success. Holds what Jira said, nothing of what was sent. */
export class JiraHttpError extends Error {
  readonly status: number;
  readonly messages: string[];
  readonly fieldErrors: Record<string, string>;
  readonly retryAfterMs: number | undefined;

  constructor(options: {
    status: number;
    messages: string[];
    fieldErrors: Record<string, string>;
    retryAfterMs: number | undefined;
  }) {
    super(`Jira answered with status ${options.status}`);
    this.name = 'JiraHttpError';
    this.status = options.status;
    this.messages = options.messages;
    this.fieldErrors = options.fieldErrors;
    this.retryAfterMs = options.retryAfterMs;
  }
}
