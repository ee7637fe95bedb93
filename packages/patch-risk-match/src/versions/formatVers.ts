/** Versions from one to another; a missing end is open. */
export interface NamedInterval {
  lower?: { version: string; inclusive: boolean };
  upper?: { version: string; inclusive: boolean };
}

/** What a `vers:` text uses as signs of its own. */
function quote(version: string): string {
  return version.replace(
    /[%|<>=!\s]/g,
    sign =>
      `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/**
 * Writes versions as a `vers:` range, such as `vers:deb/>=1.2-1|<1.3-2|=2.0`.
 *
 * @param options - `intervals` in order and apart from each other, `exact` in any order
 */
export function formatVers(options: {
  kind: string;
  intervals: readonly NamedInterval[];
  exact: readonly string[];
}): string {
  const { kind, intervals, exact } = options;
  if (intervals.some(({ lower, upper }) => !lower && !upper)) {
    return `vers:${kind}/*`;
  }
  const parts = intervals.flatMap(({ lower, upper }) => [
    ...(lower
      ? [`${lower.inclusive ? '>=' : '>'}${quote(lower.version)}`]
      : []),
    ...(upper
      ? [`${upper.inclusive ? '<=' : '<'}${quote(upper.version)}`]
      : []),
  ]);
  const named = exact.map(version => `=${quote(version)}`);
  return `vers:${kind}/${[...parts, ...named].join('|')}`;
}
