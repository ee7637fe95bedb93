/** Limits of what is taken in at once; times in milliseconds. */
export interface TelemetrySettings {
  maxBatchBytes: number;
  maxLines: number;
  maxLineBytes: number;
  maxMetricsPerDevice: number;
  /** Batches that are read or written at the same time. */
  maxConcurrentBatches: number;
  /** Undelivered events in the outbox above which no batch is taken. */
  maxBacklog: number;
  retryAfterMs: number;
  /** How far a point may lie ahead of the product's clock. */
  futureToleranceMs: number;
  /** How long a batch can be recognised when it is sent again. */
  batchRetentionMs: number;
  /** Base address of the pages that events link to, without a slash at the end. */
  appBaseUrl: string;
}
