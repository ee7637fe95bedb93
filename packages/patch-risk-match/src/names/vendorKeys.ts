import { foldText } from './foldText';
import { vendorAliases } from './vendorAliases';

const LEGAL = new Set(
  'gmbh inc incorporated ag co company ltd limited llc corp corporation sa srl spa bv nv kg kgaa plc oy oyj ab as sas se aps pty pvt pte sarl ohg mbh sro kk group holding holdings intl'.split(
    ' ',
  ),
);

/** Words that stand where a vendor should, and name none. */
const NOBODY = new Set(
  'multiple|multiple open source|multiple vendors|various|unknown|other|n a|none|vendor|open source'.split(
    '|',
  ),
);

/** Few vendors stand on many rows; what was read of them is kept. */
const KNOWN = new Map<string, string[]>();
const MAX_KNOWN = 10_000;

/** More names than this in one field is no list of vendors. */
const MAX_PARTS = 12;

function keyOf(name: string): string {
  const words = name
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[&+]/g, ' and ')
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  while (words.length > 1) {
    const last = words[words.length - 1];
    const isDangling = last === 'and' && words.length > 2;
    if (!LEGAL.has(last) && !isDangling) break;
    words.pop();
  }
  const key = words.join(' ');
  return vendorAliases.get(key) ?? key;
}

/**
 * Keys under which a vendor's name is compared: without case, punctuation, diacritics and legal
 * form, spellings of one vendor made equal. A field that lists several vendors gives the key of the
 * whole first, then one for each.
 *
 * @returns an empty list where the text names nobody, for example `multiple`
 *
 * @public
 */
export function vendorKeys(name: string): string[] {
  const known = KNOWN.get(name);
  if (known) return known;
  const keys = readKeys(name);
  if (KNOWN.size >= MAX_KNOWN) KNOWN.clear();
  KNOWN.set(name, keys);
  return keys;
}

function readKeys(name: string): string[] {
  const folded = foldText(name);
  const whole = keyOf(folded);
  if (whole === '' || NOBODY.has(whole)) return [];
  const keys = new Set([whole]);
  for (const [, inner] of folded.matchAll(/\(([^()]{2,40})\)/g)) {
    const alias = vendorAliases.get(keyOf(inner));
    if (alias) keys.add(alias);
  }
  if (!vendorAliases.has(whole)) {
    const parts = folded.split(/,|;|\/|\band\b/).slice(0, MAX_PARTS);
    for (const part of parts.length > 1 ? parts : []) {
      const key = keyOf(part);
      if (key.length > 2 && !LEGAL.has(key) && !NOBODY.has(key)) keys.add(key);
    }
  }
  return [...keys];
}
