import type { ChangeWindow } from '@patch-risk/backstage-plugin-patch-risk-common';
import { rrulestr } from 'rrule';

const YEAR_MS = 364 * 24 * 60 * 60 * 1000;
/** More windows than seven a week change nothing in a weekly grid. */
const MOST_A_YEAR = 7 * 52;

/**
 * Average number of change windows a week over the 52 weeks from `asOf` on, at most 7. Rules that cannot be read are
 * left out: inventory shows them as problems of the device.
 *
 * @param asOf - ISO instant
 * @returns undefined when no window has a readable rule
 */
export function windowsPerWeek(
  windows: readonly ChangeWindow[],
  asOf: string,
): number | undefined {
  const from = new Date(asOf);
  const until = new Date(from.getTime() + YEAR_MS - 1);
  let count = 0;
  let readable = false;
  for (const window of windows) {
    try {
      const text = window.rrule
        .trim()
        .replace(/\s+(?=(?:RRULE|RDATE|EXDATE)[:;])/g, '\n');
      // A start given here would replace the rule's own.
      const rule = rrulestr(
        text,
        /DTSTART/i.test(text) ? {} : { dtstart: from },
      );
      let found = 0;
      rule.between(from, until, true, () => {
        found += 1;
        return found < MOST_A_YEAR;
      });
      count += found;
      readable = true;
    } catch {
      continue;
    }
  }
  return readable ? Math.min(MOST_A_YEAR, count) / 52 : undefined;
}
