/** What an operation answers, before it becomes an HTTP response. */
export interface JiraAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}
