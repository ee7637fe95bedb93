import { FeedContentError } from './FeedContentError';

/**
 * Parses bytes as UTF-8 JSON, with errors that say what came instead.
 *
 * @param bytes - One JSON text; a byte order mark is skipped.
 * @param name - What to call it in errors.
 * @throws FeedContentError
 */
export function parseJson(bytes: Uint8Array, name: string): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FeedContentError(`${name} is not encoded as UTF-8`);
  }
  const start = text.slice(0, 200).trimStart();
  if (start.startsWith('<')) {
    throw new FeedContentError(
      `${name} is an HTML or XML page, not JSON; check the address, and whether a proxy or login page answers`,
    );
  }
  if (!start) {
    throw new FeedContentError(`${name} is empty`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the content, which may be anything.
    const message = error instanceof Error ? error.message : '';
    const position = Number(message.match(/at position (\d+)/)?.[1]);
    const truncated =
      /end of JSON|unterminated/i.test(message) ||
      position >= text.trimEnd().length;
    throw new FeedContentError(
      truncated
        ? `${name} ends in the middle of the JSON text: it is truncated`
        : `${name} is not valid JSON`,
    );
  }
}
