/** What a task sees of the pool that runs it. */
export interface TaskContext<TBatch, TAnswer = void> {
  /**
   * Hands a batch to the main thread and resolves once that has dealt with it, so that no more than
   * one batch is ever in flight.
   *
   * @returns What the main thread answers; plain data.
   * @throws The error with which the main thread refused the batch.
   */
  emit(batch: TBatch): Promise<TAnswer>;
  /** Heap that this thread may use, in mebibytes. */
  readonly maxMemoryMb: number;
}
