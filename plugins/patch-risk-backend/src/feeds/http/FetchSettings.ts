/** What the fetcher may do and take, from `patchRisk.feeds.http`. */
export interface FetchSettings {
  /** Host names, in lower case. */
  allowedHosts: ReadonlySet<string>;
  allowPrivateAddresses: boolean;
  /** For one file, its retries and redirects included. */
  timeoutMs: number;
  /** For one file, as sent and as unpacked. */
  maxBytes: number;
  maxRetries: number;
}
