/** Longest text that is read; advisories with more say nothing new. */
const LONGEST_TEXT = 100_000;

/** Lower-case words of letters and digits, one space between them. */
export function normaliseWords(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
