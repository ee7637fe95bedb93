/** A heading as headings are compared: without case, and with one space for white space, `_` and `-`. */
export function foldHeader(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ');
}
