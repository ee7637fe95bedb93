/** What went wrong, in the backend's own words where it answered with some: they name the remedy. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // `ResponseError` tells the status alone; its cause is the error that the backend wrote.
  return error.cause instanceof Error && error.cause.message
    ? error.cause.message
    : error.message;
}
