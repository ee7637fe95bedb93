/** What a failed bulk request means for the events in it. */
export type FailedRequest =
  | { kind: 'retry'; reason: string; retryAfterMs?: number }
  /** Too large, or something in it is unreadable to the server: smaller requests find out what. */
  | { kind: 'split'; reason: string };
