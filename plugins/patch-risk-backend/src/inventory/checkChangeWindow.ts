import { RRule, rrulestr } from 'rrule';

const MAX_CACHED = 1000;
const cache = new Map<string, string | undefined>();
const FREQUENCIES = [RRule.YEARLY, RRule.MONTHLY, RRule.WEEKLY, RRule.DAILY];

function check(text: string): string | undefined {
  const lines = text.trim().replace(/\s+(?=(?:RRULE|DTSTART)[:;])/g, '\n');
  if (!/^DTSTART(?:;[^:]*)?:\d{8}T\d{6}$/m.test(lines)) {
    return 'has no DTSTART in local time';
  }
  if (!/^RRULE:/m.test(lines)) return 'has no RRULE';
  try {
    const rule = rrulestr(lines);
    if (!(rule instanceof RRule)) return 'is a set of recurrences, not one';
    const { freq, dtstart } = rule.options;
    if (!FREQUENCIES.includes(freq)) return 'repeats more often than daily';
    // Looking further would let one entity of an impossible date hold up the scan.
    const until = new Date(dtstart.getTime());
    until.setUTCFullYear(until.getUTCFullYear() + 5);
    const end = rule.options.until;
    const near = new RRule({
      ...rule.origOptions,
      until: end && end < until ? end : until,
      count: undefined,
    });
    return near.all((_, index) => index < 1).length === 0
      ? 'never occurs in its first five years'
      : undefined;
  } catch {
    return 'is no recurrence that can be read';
  }
}

/**
 * Checks the recurrence of a change window.
 *
 * @returns what is wrong with it, as the end of a sentence; undefined where it can be used
 */
export function checkChangeWindow(text: string): string | undefined {
  if (!cache.has(text)) {
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(text, check(text));
  }
  return cache.get(text);
}
