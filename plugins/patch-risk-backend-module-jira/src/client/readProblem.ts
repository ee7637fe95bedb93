import { cleanText } from '../fields/cleanText';

const MOST_MESSAGES = 5;
const MOST_CHARACTERS = 300;

/** What an error answer of Jira says, cut to what a log line and a page can show. */
export function readProblem(text: string): {
  messages: string[];
  fieldErrors: Record<string, string>;
} {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // HTML of a proxy or sign-in page: the status says more than its source.
    return { messages: [], fieldErrors: {} };
  }
  const body: { errorMessages?: unknown; errors?: unknown; message?: unknown } =
    typeof data === 'object' && data !== null ? data : {};
  const listed = Array.isArray(body.errorMessages) ? body.errorMessages : [];
  const messages = [...listed, body.message]
    .filter(message => typeof message === 'string')
    .slice(0, MOST_MESSAGES)
    .map(message => cleanText(message, MOST_CHARACTERS));
  const fieldErrors: Record<string, string> = {};
  if (typeof body.errors === 'object' && body.errors !== null) {
    for (const [name, problem] of Object.entries(body.errors).slice(0, 20)) {
      fieldErrors[cleanText(name, 80)] = cleanText(
        String(problem),
        MOST_CHARACTERS,
      );
    }
  }
  return { messages, fieldErrors };
}
