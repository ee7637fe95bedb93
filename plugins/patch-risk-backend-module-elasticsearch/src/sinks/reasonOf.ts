import { shorten } from '../documents/shorten';

interface Cause {
  type?: unknown;
  reason?: unknown;
  caused_by?: unknown;
}

/** Type and reason of an Elasticsearch error with its causes, in one line. Tells nothing else of the answer. */
export function reasonOf(error: unknown): string {
  const parts: string[] = [];
  let cause: unknown = error;
  while (typeof cause === 'object' && cause !== null && parts.length < 3) {
    const { type, reason, caused_by: next }: Cause = cause;
    if (typeof type === 'string' || typeof reason === 'string') {
      parts.push(
        [type, reason].filter(text => typeof text === 'string').join(': '),
      );
    }
    cause = next;
  }
  if (parts.length === 0) {
    return typeof error === 'string' && error !== ''
      ? shorten(error.replace(/\s+/g, ' '), 200)
      : 'no reason given';
  }
  return shorten(parts.join(' ← ').replace(/\s+/g, ' '), 600);
}
