const FEWEST_CVES = 20;
const QUANTILE = 0.98;
/** Numbers from here on come from blocks that say nothing about the day. */
const FIRST_BLOCK_NUMBER = 1_000_000;

/**
 * Largest CVE number in use by the end of each year, up to `lastYear`, read
 * from identifiers: their 98th percentile, so that single numbers from blocks
 * far ahead do not count, nor numbers of a million and more. Years with fewer than 20 identifiers are left out.
 */
export function cveNumbers(
  cves: Iterable<string | undefined>,
  lastYear: number,
): Record<string, number> {
  const byYear = new Map<number, number[]>();
  for (const cve of new Set(cves)) {
    const match = /^CVE-(\d{4})-(\d{4,7})$/i.exec((cve ?? '').trim());
    const year = Number(match?.[1]);
    if (match && year <= lastYear && Number(match[2]) < FIRST_BLOCK_NUMBER) {
      const numbers = byYear.get(year) ?? [];
      numbers.push(Number(match[2]));
      byYear.set(year, numbers);
    }
  }
  const result: Record<string, number> = {};
  for (const [year, numbers] of [...byYear].sort(([a], [b]) => a - b)) {
    if (numbers.length >= FEWEST_CVES) {
      numbers.sort((a, b) => a - b);
      result[year] = numbers[Math.floor(QUANTILE * (numbers.length - 1))];
    }
  }
  return result;
}
