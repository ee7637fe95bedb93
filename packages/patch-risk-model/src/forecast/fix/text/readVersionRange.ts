import type { VersionRangeKind } from './VersionRangeKind';

/** Characters that can hold one product's range, before the next product. */
const LONGEST_RANGE = 90;
const ALL = /^\W*(?:vers:all\/\*|all\b|any\b|every\b|\*(?=\W*$))/;
const BELOW =
  /(?:prior to|before|(?:lower|earlier|older|less) than|below v?\d|up to,? but|<(?!=)|&lt;(?!=))/;
const UP_TO =
  /(?:<=|≤|=<|and (?:all )?(?:prior|earlier|below|lower|older|previous)|or (?:prior|earlier|below|lower|older)|(?:up )?to and including|\bup to\b|\bthrough\b|\bthru\b|(?:prior|earlier|older|previous) versions)/;
const FROM =
  /(?:>|≥|and (?:later|newer|above|higher|up)\b|or (?:later|newer|higher)|\bfrom v?\d|starting (?:with|from))/;
const SAYS_NOTHING = /^\W*(?:n\/?a|unknown|unspecified|none|-)?\W*$/;

/**
 * Reads how a text on versions bounds them: `All versions < V4.91`,
 * `vers:all/*`, `<= 13.10`, `versions 2.6 and prior`, `3.7 SP1`. Only the first
 * 90 characters count.
 */
export function readVersionRange(text: string): VersionRangeKind {
  const head = text
    .slice(0, LONGEST_RANGE)
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
  if (SAYS_NOTHING.test(head)) {
    return head.includes('*') ? 'all' : 'none';
  }
  if (BELOW.test(head)) {
    return 'below';
  }
  if (UP_TO.test(head)) {
    return 'upTo';
  }
  if (FROM.test(head)) {
    return 'from';
  }
  const all = ALL.exec(head);
  if (all) {
    const rest = head
      .slice(all[0].length)
      .replace(/^\W*(?:firmware|software|hardware)?\W*versions?\W*/, '');
    return /^(?:v|r|version )?\d+(?:\.[\dx*]+)+/.test(rest) ? 'exact' : 'all';
  }
  return 'exact';
}
