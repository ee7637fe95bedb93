import { normaliseWords } from './text/normaliseWords';

const MOST_WORDS = 40;
const SAYS_LITTLE =
  /^(?:and|the|of|for|with|all|in|on|or|version|versions|prior|to|vers|series|incl|x)$/;

/**
 * Words of a product's name by which products are told apart, with digits as
 * `0`: single words and neighbouring pairs, each once.
 */
export function productTokens(product: string | undefined): string[] {
  const words = normaliseWords(product ?? '')
    .replace(/\d+/g, '0')
    .split(' ')
    .filter(word => word !== '' && !SAYS_LITTLE.test(word))
    .slice(0, MOST_WORDS);
  const tokens = new Set<string>();
  for (const [index, word] of words.entries()) {
    tokens.add(word);
    if (index > 0) {
      tokens.add(`${words[index - 1]} ${word}`);
    }
  }
  return [...tokens];
}
