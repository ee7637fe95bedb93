import type { ProductName } from './readProductName';

const MAX_JOINED = 3;

/**
 * Texts under which the product of an advisory is found: its order numbers and model numbers, joined
 * with neighbours; the words of a name without model number.
 */
export function productKeys(name: ProductName): Set<string> {
  const keys = new Set<string>([
    ...name.orderNumbers,
    name.compact,
    name.whole,
  ]);
  const hasCode = name.words.some(word => word.kind === 'code');
  for (let start = 0; start < name.words.length; start++) {
    let joined = '';
    let holdsDigit = false;
    for (let length = 0; length < MAX_JOINED; length++) {
      const word = name.words[start + length];
      if (!word) break;
      joined += word.compact;
      holdsDigit ||= /\d/.test(word.compact);
      const isEvidence = hasCode ? holdsDigit : word.kind === 'name';
      if (isEvidence && joined.length > 2) keys.add(joined);
    }
  }
  return keys;
}

/**
 * Texts under which the products of a model are looked up. A product without model number must be
 * found by its words, one with a number by the number, so both are among them.
 */
export function modelKeys(name: ProductName): Set<string> {
  const keys = productKeys(name);
  for (const word of name.words) {
    if (word.kind === 'name') keys.add(word.compact);
  }
  return keys;
}
