import type Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import { holidayRegion } from './holidayRegion';

const DAY_MS = 86_400_000;

/**
 * Working days of a site. Dates are `YYYY-MM-DD` as people at the site write them; arithmetic on them knows no hours, so
 * a change of the clocks shifts none.
 */
export class BusinessCalendar {
  /** IANA zone. */
  readonly timeZone: string;
  /** What the calendar rests on, for people. */
  readonly name: string;
  readonly #weekend: ReadonlySet<number>;
  readonly #holidays: Holidays | undefined;
  readonly #byYear = new Map<number, ReadonlySet<string>>();

  private constructor(options: {
    timeZone: string;
    name: string;
    weekend: readonly number[];
    holidays: Holidays | undefined;
  }) {
    this.timeZone = options.timeZone;
    this.name = options.name;
    this.#weekend = new Set(options.weekend);
    this.#holidays = options.holidays;
  }

  /** @param options - `holidays` that names no known calendar counts as none, and `name` says so */
  static create(options: {
    timeZone: string;
    holidays?: string;
    weekend: readonly number[];
  }): BusinessCalendar {
    const { holidays: code, timeZone, weekend } = options;
    const holidays = code === undefined ? undefined : holidayRegion(code);
    let name = 'no holidays';
    if (code !== undefined) {
      name = holidays ? code : `no holidays (${code} is not known)`;
    }
    return new BusinessCalendar({ timeZone, name, weekend, holidays });
  }

  /** The date at the site at an instant. */
  dateOf(instant: string): string {
    return DateTime.fromISO(instant, { zone: this.timeZone }).toFormat(
      'yyyy-MM-dd',
    );
  }

  isBusinessDay(date: string): boolean {
    const { weekday, year } = DateTime.fromISO(date, { zone: 'utc' });
    return !this.#weekend.has(weekday) && !this.#inYear(year).has(date);
  }

  /** The date itself when it is a business day, else the next one. */
  onOrAfter(date: string): string {
    let day = date;
    while (!this.isBusinessDay(day)) {
      day = addDays(day, 1);
    }
    return day;
  }

  #inYear(year: number): ReadonlySet<string> {
    const known = this.#byYear.get(year);
    if (known) {
      return known;
    }
    const days = new Set<string>();
    for (const holiday of this.#holidays?.getHolidays(year) ?? []) {
      if (holiday.type === 'public') {
        const count = Math.max(
          1,
          Math.round(
            (holiday.end.getTime() - holiday.start.getTime()) / DAY_MS,
          ),
        );
        for (let offset = 0; offset < count; offset += 1) {
          days.add(addDays(holiday.date.slice(0, 10), offset));
        }
      }
    }
    this.#byYear.set(year, days);
    return days;
  }
}

/** A date so many days later. */
export function addDays(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: 'utc' })
    .plus({ days })
    .toFormat('yyyy-MM-dd');
}
