/** Middles of the ranges of ICD 203, which the taxonomy `estimative-language` is made from. */
const LIKELIHOOD: Record<string, number | undefined> = {
  'almost-no-chance': 0.03,
  'very-unlikely': 0.125,
  unlikely: 0.325,
  'roughly-even-chance': 0.5,
  likely: 0.675,
  'very-likely': 0.875,
  'almost-certain': 0.97,
};

/** Values of the scale low, medium, high in appendix A of STIX 2.1. */
const JUDGMENT: Record<string, number | undefined> = {
  low: 0.15,
  moderate: 0.5,
  high: 0.85,
};

/** Values of the Admiralty scale in appendix A of STIX 2.1; 6 cannot be judged. */
const CREDIBILITY: Record<string, number | undefined> = {
  1: 0.9,
  2: 0.7,
  3: 0.5,
  4: 0.3,
  5: 0.1,
};

const SCALES: [prefix: string, scale: Record<string, number | undefined>][] = [
  ['estimative-language:likelihood-probability=', LIKELIHOOD],
  ['estimative-language:confidence-in-analytic-judgment=', JUDGMENT],
  ['admiralty-scale:information-credibility=', CREDIBILITY],
];

/**
 * How sure a source is, from its tags; the most careful one counts.
 *
 * @returns in [0, 1]; undefined where no tag says
 */
export function confidenceOf(tags: readonly string[]): number | undefined {
  const values = tags.flatMap(tag =>
    SCALES.flatMap(([prefix, scale]) => {
      const word = tag.toLowerCase().startsWith(prefix)
        ? tag.slice(prefix.length).replace(/"/g, '').toLowerCase()
        : '';
      return Object.hasOwn(scale, word) ? scale[word] ?? [] : [];
    }),
  );
  return values.length > 0 ? Math.min(...values) : undefined;
}
