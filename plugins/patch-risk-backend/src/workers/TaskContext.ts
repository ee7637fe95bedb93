/** What a task sees of the pool that runs it. */
export interface TaskContext<TBatch> {
  /**
   * Hands a batch to the main thread and resolves once that has dealt with it, so that no more than
   * one batch is ever in flight.
   *
   * @throws The error with which the main thread refused the batch.
   */
  emit(batch: TBatch): Promise<void>;
  /** Heap that this thread may use, in mebibytes. */
  readonly maxMemoryMb: number;
}
