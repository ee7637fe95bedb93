const LEGAL_FORMS = new Set(
  'incorporated inc llc ltd limited corporation corp gmbh co kg ag sa bv plc company oy ab srl spa pty the'.split(
    ' ',
  ),
);
const TRADE_WORDS = new Set([
  'foundation',
  'software',
  'systems',
  'technologies',
  'international',
]);

/** The vendor's name as the models' tables spell it. */
export function vendorName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .split(' ')
    .filter(word => word !== '' && !LEGAL_FORMS.has(word))
    .filter((word, i, words) => {
      const isLast = i === words.length - 1 && i > 0;
      return !(isLast && TRADE_WORDS.has(word));
    })
    .join('');
}
