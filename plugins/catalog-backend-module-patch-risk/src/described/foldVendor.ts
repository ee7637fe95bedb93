const legalForms =
  /\b(?:ag|gmbh|kg|se|co|corp|corporation|company|inc|incorporated|llc|ltd|limited|plc|sa|sas|spa|srl|bv|nv|ab|as|oy|kk|group|holding)\b/g;

/** Name of a vendor as it is compared: lower case, without legal form and punctuation. */
export function foldVendor(vendor: string): string {
  const words = vendor
    .slice(0, 1000)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const name = words.replace(legalForms, ' ').replace(/\s+/g, ' ').trim();
  return name || words;
}
