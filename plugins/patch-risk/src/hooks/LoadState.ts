/** A value on its way from the backend. */
export interface LoadState<T> {
  /** The newest value; kept while it is asked for again. */
  value?: T;
  /** Why the last attempt failed. */
  error?: Error;
  isLoading: boolean;
  /** Asks again. */
  retry(): void;
}
