import { foldText } from '@patch-risk/match';

const MAX_WORDS = 20;
const MAX_LENGTH = 100;

/**
 * The words of a component's name, folded, by which it is found: letters and digits between anything
 * else, `@angular/core` as `angular` and `core`, `libssh2` as one.
 */
export function wordsOf(text: string): string[] {
  const words = foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return [...new Set(words.map(word => word.slice(0, MAX_LENGTH)))].slice(
    0,
    MAX_WORDS,
  );
}
