import { normaliseWords } from './normaliseWords';
import type { ProductRange } from './ProductRange';

/** Share of the product's words that an entry has to hold to be taken. */
const LEAST_OVERLAP = 0.75;

/**
 * The entry of an advisory's text that is about `product`: the same name, a
 * name that ends in the other, or the one that shares most words; the only
 * entry where there is one; `undefined` where none fits.
 */
export function findOwnRange(
  ranges: readonly ProductRange[],
  product: string | undefined,
): ProductRange | undefined {
  if (ranges.length <= 1) {
    return ranges[0];
  }
  const own = normaliseWords(product ?? '');
  if (own === '') {
    return undefined;
  }
  return byName(ranges, own) ?? byWords(ranges, own.split(' '));
}

/** Cheap, and enough for nearly all. */
function byName(
  ranges: readonly ProductRange[],
  own: string,
): ProductRange | undefined {
  let best: ProductRange | undefined;
  let bestScore = 0;
  for (const range of ranges) {
    const { words } = range;
    let score = 0;
    if (words === own) {
      score = 4;
    } else if (words.endsWith(` ${own}`)) {
      score = 3;
    } else if (words !== '' && own.endsWith(` ${words}`)) {
      score = 1 + words.length / own.length;
    }
    if (score > bestScore) {
      best = range;
      bestScore = score;
    }
  }
  return best;
}

function byWords(
  ranges: readonly ProductRange[],
  ownWords: readonly string[],
): ProductRange | undefined {
  let best: ProductRange | undefined;
  let bestShared = LEAST_OVERLAP * ownWords.length;
  for (const range of ranges) {
    // Older text may stand before the name, so only the end of the words counts.
    const tail = new Set(range.words.split(' ').slice(-ownWords.length - 4));
    let shared = 0;
    for (const word of ownWords) {
      shared += Number(tail.has(word));
    }
    if (shared > bestShared || (!best && shared === bestShared)) {
      best = range;
      bestShared = shared;
    }
  }
  return best;
}
