import type { ChangeWindow } from '@patch-risk/backstage-plugin-patch-risk-common';
import { DateTime } from 'luxon';
import { RRule, rrulestr } from 'rrule';

/** One occurrence of a change window; instants. */
export interface WindowOccurrence {
  start: string;
  end: string;
}

// A window that does not come within this time is none to plan with.
const HORIZON_YEARS = 2;

const rules = new Map<string, RRule | undefined>();

/** The rule in wall-clock time: its dates carry local hours in their UTC fields, as the library wants it. */
function parse(text: string): RRule | undefined {
  if (rules.has(text)) {
    return rules.get(text);
  }
  let rule: RRule | undefined;
  try {
    const lines = text
      .trim()
      .replace(/\s+/g, '\n')
      .replace(/^DTSTART(?:;[^:\n]*)?:(\d{8}T\d{6})Z?$/m, 'DTSTART:$1Z');
    const parsed = rrulestr(
      // A start that is handed over wins over one in the text.
      lines,
      lines.includes('DTSTART')
        ? {}
        : { dtstart: new Date(Date.UTC(2000, 0, 1)) },
    );
    // Finer than hourly is no change window, and counting through it would take minutes.
    rule =
      parsed instanceof RRule && parsed.options.freq <= RRule.HOURLY
        ? parsed
        : undefined;
  } catch {
    rule = undefined;
  }
  if (rules.size > 10_000) {
    rules.clear();
  }
  rules.set(text, rule);
  return rule;
}

/**
 * The first occurrence of any of the windows that starts at or after an instant.
 *
 * A rule is read in the wall clock of the window's zone: 02:00 stays 02:00 across a change of the clocks. An hour that
 * the clocks leave out is taken one hour later, one that they repeat is taken the first time. A rule that cannot be read
 * is passed over; inventory reports it on the device.
 *
 * @param options - `notBefore` is an instant
 * @returns undefined when none comes within two years
 */
export function firstWindow(options: {
  windows: readonly ChangeWindow[];
  notBefore: string;
}): WindowOccurrence | undefined {
  let first: WindowOccurrence | undefined;
  for (const window of options.windows) {
    const rule = parse(window.rrule);
    const from = DateTime.fromISO(options.notBefore, { zone: window.timeZone });
    if (rule && from.isValid) {
      // One hour earlier on the wall clock, for around a change of the clocks it runs back.
      let wall = rule.after(
        from
          .minus({ hours: 1 })
          .setZone('utc', { keepLocalTime: true })
          .toJSDate(),
        true,
      );
      const horizon = from.plus({ years: HORIZON_YEARS });
      while (wall) {
        const [start] = DateTime.fromJSDate(wall, { zone: 'utc' })
          .setZone(window.timeZone, { keepLocalTime: true })
          .getPossibleOffsets()
          .sort((one, other) => one.toMillis() - other.toMillis());
        if (start > horizon) {
          break;
        }
        if (start >= from) {
          const occurrence = {
            start: start.toUTC().toJSDate().toISOString(),
            end: start
              .plus({ minutes: window.durationMinutes })
              .toUTC()
              .toJSDate()
              .toISOString(),
          };
          if (!first || occurrence.start < first.start) {
            first = occurrence;
          }
          break;
        }
        wall = rule.after(wall, false);
      }
    }
  }
  return first;
}
