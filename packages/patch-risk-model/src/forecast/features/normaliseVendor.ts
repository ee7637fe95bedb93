const LEGAL_FORMS =
  /\b(incorporated|inc|llc|ltd|limited|corporation|corp|gmbh|co|kg|ag|sa|bv|plc|company|oy|ab|srl|spa|pty|the)\b/g;
const TRADE_WORDS =
  /(?<=\w )(software foundation|foundation|software|systems|technologies|international)\s*$/;
const PLACEHOLDERS = new Set(['', 'na', 'unknown', 'unspecified', 'multiple']);

/**
 * One spelling for a vendor's name: lower case, without legal form, trade
 * word at the end, text in brackets, spaces and signs (`D-Link Corp.` →
 * `dlink`). `undefined` when the name says nothing.
 */
export function normaliseVendor(name: string | undefined): string | undefined {
  const plain = (name ?? '')
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  const short = plain
    .replace(LEGAL_FORMS, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(TRADE_WORDS, '')
    .replace(/\s/g, '');
  const result = short || plain.replace(/\s/g, '');
  return PLACEHOLDERS.has(result) ? undefined : result;
}
