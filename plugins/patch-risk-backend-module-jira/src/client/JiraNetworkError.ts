/** No answer came. `mayHaveArrived` is false only where the request surely never left. */
export class JiraNetworkError extends Error {
  readonly code: string;
  readonly mayHaveArrived: boolean;

  constructor(options: { code: string; mayHaveArrived: boolean }) {
    super(`No answer from Jira (${options.code})`);
    this.name = 'JiraNetworkError';
    this.code = options.code;
    this.mayHaveArrived = options.mayHaveArrived;
  }
}
