// Legal forms and filler words that feeds and inventories add or leave out at will.
const fillers = new Set(
  'ab ag as bv co company corp corporation gmbh group holding inc incorporated international intl kg kgaa limited llc ltd nv oy plc pty sa sas se spa srl technologies technology'.split(
    ' ',
  ),
);

/**
 * A vendor's name in the form that is compared: `Siemens AG` and `SIEMENS` are both `siemens`.
 *
 * @param name - As written by a feed or in an inventory.
 * @returns Lower-case letters and digits, legal forms left out; empty when the name holds none.
 */
export function vendorKey(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    // "S.p.A.", "B.V.": the dots belong to the abbreviation.
    .replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  let last = words.length;
  while (last > 1 && fillers.has(words[last - 1])) {
    last -= 1;
  }
  return words.slice(0, last).join('');
}
