const DAY_MS = 86_400_000;
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/**
 * Change windows a week over the 364 days from an instant on. Rules of the demo only: every week or month on days such
 * as `SA`, `1SU`, `2WE,4WE`; the wall clock of the rule is read as UTC.
 */
export function windowsPerWeek(
  rules: string[],
  asOf: string,
): number | undefined {
  if (rules.length === 0) return undefined;
  const from = Date.parse(asOf);
  let count = 0;
  for (const rule of rules) {
    const [, day, time, frequency, list] =
      rule.match(
        /^DTSTART:(\d{8})T(\d{6})\s+RRULE:FREQ=(WEEKLY|MONTHLY);BYDAY=([A-Z0-9,]+)$/,
      ) ?? [];
    if (!list) throw new Error(`A rule that this test cannot read: ${rule}`);
    const start = Date.parse(
      `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(
        0,
        2,
      )}:${time.slice(2, 4)}:${time.slice(4)}Z`,
    );
    const days = list.split(',');
    for (let at = start; at < from + 364 * DAY_MS; at += DAY_MS) {
      const date = new Date(at);
      const name = DAYS[date.getUTCDay()];
      const week = Math.ceil(date.getUTCDate() / 7);
      const isDue = days.includes(
        frequency === 'WEEKLY' ? name : `${week}${name}`,
      );
      if (isDue && at >= from) count += 1;
    }
  }
  return Math.min(count, 364) / 52;
}
