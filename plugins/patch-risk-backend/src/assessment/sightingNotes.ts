import type { ScoreNote } from '@patch-risk/model';
import type { AssessVulnerability } from './AssessInput';
import type { JudgedSighting } from './beginBySightings';

const MOST_NOTES = 5;

const WORDS = {
  sighting: 'seen in the wild',
  use: 'used',
  indicator: 'an indicator is published',
  capability: 'a tool can exploit it',
  mention: 'named by a report',
};

function wordsOf({ sighting }: JudgedSighting): string {
  const { actors, count, kind, products, sectors, tlp } = sighting;
  // Of what is for single persons it is told that it is there, as the score could not be followed else.
  const details =
    tlp === 'RED'
      ? []
      : [
          actors.length > 0 && `by ${actors.join(', ')}`,
          sectors.length > 0 && `sectors ${sectors.join(', ')}`,
          products.length > 0 && `products ${products.join(', ')}`,
        ];
  return (
    [
      count === 0 && kind === 'sighting' ? 'looked for, not seen' : WORDS[kind],
      count > 1 && `${count} times`,
      ...details,
    ]
      .filter(Boolean)
      .join(', ')
      // The number of a note follows its last colon.
      .replaceAll(':', ' ')
  );
}

/**
 * What threat intelligence reports, the reports that count first. Sectors are told and raise nothing.
 *
 * @param options - `used` is false where the score needs no report, as KEV lists the vulnerability
 */
export function sightingNotes(
  { cve }: AssessVulnerability,
  options: { judged: readonly JudgedSighting[]; used: boolean },
): ScoreNote[] {
  return options.judged.slice(0, MOST_NOTES).map((each, index) => {
    const { sighting, chance } = each;
    const { feedId, source, tlp } = sighting;
    const isUsed = options.used && index === 0 && chance > 0;
    const label = tlp ? `, TLP:${tlp}` : '';
    return {
      input: `sighting of ${cve}`,
      value: isUsed
        ? `used, ${wordsOf(each)}, begun by then: ${chance}`
        : `not counted, ${wordsOf(each)}`,
      source:
        tlp === 'RED'
          ? 'A source that must not be named, TLP:RED'
          : `${source} (${feedId})${label}`,
      date: sighting.firstSeenOn,
    };
  });
}
