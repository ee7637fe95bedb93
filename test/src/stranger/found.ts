/** Which of the words a text holds. */
export function found(text: string, words: readonly string[]): string[] {
  return words.filter(word => text.includes(word));
}
