import type { Task } from '@patch-risk/backstage-plugin-patch-risk-common';
import { BusinessCalendar } from './BusinessCalendar';
import { dueDate, type DueInput } from './dueDate';
import { keepDueDate } from './keepDueDate';
import type { PlanningPolicy } from './PlanningPolicy';

const policy: PlanningPolicy = {
  slaDays: { critical: 15, high: 30, medium: 90, low: 180 },
  clockStart: 'first-finding',
  defaultTimeZone: 'UTC',
  weekend: [6, 7],
};

const calendars = {
  munich: BusinessCalendar.create({
    timeZone: 'Europe/Berlin',
    holidays: 'DE-BY',
    weekend: [6, 7],
  }),
  rotterdam: BusinessCalendar.create({
    timeZone: 'Europe/Amsterdam',
    holidays: 'NL',
    weekend: [6, 7],
  }),
  chicago: BusinessCalendar.create({
    timeZone: 'America/Chicago',
    holidays: 'US-IL',
    weekend: [6, 7],
  }),
};

function due(
  site: keyof typeof calendars,
  input: Partial<DueInput> | Partial<DueInput>[],
  options: { kind?: Task['kind']; policy?: Partial<PlanningPolicy> } = {},
) {
  return dueDate({
    inputs: [input].flat().map(each => ({
      subject: 'CVE-2026-0001',
      severity: 'high',
      exploited: false,
      firstSeenAt: '2026-11-02T10:00:00.000Z',
      fixAvailableSince: '2026-10-01',
      ...each,
    })),
    kind: options.kind ?? 'patch',
    policy: { ...policy, ...options.policy },
    calendar: calendars[site],
  });
}

describe('dueDate', () => {
  it('counts calendar days from the first finding', () => {
    // Monday 2 November + 28 days = Monday 30 November; + 2 = Wednesday 2 December 2026.
    expect(due('munich', {})).toEqual({
      dueDate: '2026-12-02',
      reason: {
        rule: 'high-30-days-from-first-finding',
        text: 'Due on 2026-12-02. High severity (CVE-2026-0001): 30 days from the first finding on 2026-11-02.',
        clockStart: '2026-11-02',
        timeZone: 'Europe/Berlin',
        calendar: 'DE-BY',
      },
    });
  });

  it('moves past Christmas and the weekend after it', () => {
    // 10 + 15 = Friday 25 December; 26 is a holiday and Saturday, 27 Sunday: Monday 28.
    const { dueDate: date, reason } = due('munich', {
      severity: 'critical',
      firstSeenAt: '2026-12-10T08:00:00.000Z',
    });
    expect(date).toBe('2026-12-28');
    expect(reason.text).toContain('moved from Friday 2026-12-25');
  });

  it('knows the holidays of a country: King’s Day', () => {
    // 12 + 15 = Monday 27 April 2026, King's Day in the Netherlands: Tuesday 28.
    const input: Partial<DueInput> = {
      severity: 'critical',
      firstSeenAt: '2026-04-12T08:00:00.000Z',
    };
    expect(due('rotterdam', input).dueDate).toBe('2026-04-28');
    // In Bavaria that Monday is a working day.
    expect(due('munich', input).dueDate).toBe('2026-04-27');
  });

  it('knows the holidays of a country: Thanksgiving', () => {
    // 28 August + 90: 3 days of August, 30 of September, 31 of October, 26 of November = Thursday 26 November 2026,
    // the fourth Thursday and so Thanksgiving: Friday 27.
    expect(
      due('chicago', {
        severity: 'medium',
        firstSeenAt: '2026-08-28T15:00:00.000Z',
      }).dueDate,
    ).toBe('2026-11-27');
  });

  it('knows the holidays of a state: Corpus Christi in Bavaria', () => {
    // Easter is 5 April 2026, Corpus Christi 60 days later: 25 days of April, 31 of May, 4 June, a Thursday.
    // 20 May + 15 = 4 June: Friday 5 June.
    const input: Partial<DueInput> = {
      severity: 'critical',
      firstSeenAt: '2026-05-20T08:00:00.000Z',
    };
    expect(due('munich', input).dueDate).toBe('2026-06-05');
    // It is a working day in the Netherlands.
    expect(due('rotterdam', input).dueDate).toBe('2026-06-04');
  });

  it('takes the date of the finding at the site, on the night when clocks go back', () => {
    // 22:30 UTC is 00:30 on 25 October in Munich, still in summer time; 25 October + 30 = Tuesday 24 November.
    expect(
      due('munich', { firstSeenAt: '2026-10-24T22:30:00.000Z' }).dueDate,
    ).toBe('2026-11-24');
  });

  it('gives another zone another date for the same instant', () => {
    // The same instant is 17:30 on 24 October in Chicago; 24 October + 30 = Monday 23 November.
    expect(
      due('chicago', { firstSeenAt: '2026-10-24T22:30:00.000Z' }).dueDate,
    ).toBe('2026-11-23');
  });

  it('is not shifted by an hour that the clocks leave out', () => {
    // 05:30 UTC on 7 March is 23:30 on 6 March in Chicago; clocks go forward on 8 March. 6 + 15 = Saturday 21: Monday 23.
    expect(
      due('chicago', {
        severity: 'critical',
        firstSeenAt: '2026-03-07T05:30:00.000Z',
      }).dueDate,
    ).toBe('2026-03-23');
  });

  it('takes a KEV date that is earlier, as it stands on a Sunday', () => {
    // Critical: 2 + 15 = Tuesday 17 November; KEV says Sunday 15 November.
    const { dueDate: date, reason } = due('munich', {
      exploited: true,
      kevDueDate: '2026-11-15',
    });
    expect(date).toBe('2026-11-15');
    expect(reason.rule).toBe('kev-due-date');
  });

  it('takes the policy when the KEV date is later', () => {
    // Exploited counts as critical: Tuesday 17 November.
    const { dueDate: date, reason } = due('munich', {
      severity: 'low',
      exploited: true,
      kevDueDate: '2026-12-30',
    });
    expect(date).toBe('2026-11-17');
    expect(reason.rule).toBe('critical-15-days-from-first-finding');
  });

  it('says that a KEV date lay before the first finding', () => {
    const { dueDate: date, reason } = due('munich', {
      exploited: true,
      kevDueDate: '2021-11-17',
    });
    expect(date).toBe('2026-11-17');
    expect(reason.text).toContain(
      "KEV's own date 2021-11-17 lay before the first finding",
    );
  });

  it('sets the date of a mitigation where no fix will come', () => {
    // 2 November + 90: 28 days of November, 31 of December, 31 of January = Sunday 31 January 2027: Monday 1 February.
    const { dueDate: date, reason } = due(
      'munich',
      { severity: 'medium', fixAvailableSince: undefined },
      { kind: 'mitigate' },
    );
    expect(date).toBe('2027-02-01');
    expect(reason.rule).toBe('mitigation-medium-90-days-from-first-finding');
  });

  it('starts the clock at the finding while there is no fix, whatever the policy says', () => {
    const { dueDate: date, reason } = due(
      'munich',
      { fixAvailableSince: undefined },
      { policy: { clockStart: 'fix-available' } },
    );
    expect(date).toBe('2026-12-02');
    expect(reason.text).toContain('a mitigation is due on this date');
  });

  it('starts the clock at the fix where the policy says so', () => {
    // 20 November + 30 = Sunday 20 December: Monday 21.
    const { dueDate: date, reason } = due(
      'munich',
      { fixAvailableSince: '2026-11-20' },
      { policy: { clockStart: 'fix-available' } },
    );
    expect(date).toBe('2026-12-21');
    expect(reason.clockStart).toBe('2026-11-20');
  });

  it('takes an unknown severity as high and counts over a leap day', () => {
    // 30 January 2028 + 30: 1 day of January, 29 of February = Tuesday 29 February.
    expect(
      due('munich', {
        severity: undefined,
        firstSeenAt: '2028-01-30T10:00:00.000Z',
      }).dueDate,
    ).toBe('2028-02-29');
  });

  it('takes the earliest of several findings', () => {
    const { dueDate: date, reason } = due('munich', [
      { severity: 'low' },
      { severity: 'high', subject: 'CVE-2026-0002' },
      { severity: 'medium' },
    ]);
    expect(date).toBe('2026-12-02');
    expect(reason.text).toContain('CVE-2026-0002');
  });
});

describe('keepDueDate', () => {
  const high = (firstSeenAt: string, days = 30) =>
    due(
      'munich',
      { firstSeenAt },
      { policy: { slaDays: { ...policy.slaDays, high: days } } },
    );
  const first = high('2026-11-02T10:00:00.000Z');

  it('moves earlier by itself', () => {
    const earlier = high('2026-10-26T10:00:00.000Z');
    expect(keepDueDate(first, earlier)).toBe(earlier);
  });

  it('never moves later by itself', () => {
    expect(keepDueDate(first, high('2026-11-09T10:00:00.000Z'))).toBe(first);
    expect(keepDueDate(first, due('munich', { severity: 'low' }))).toBe(first);
  });

  it('moves later when the policy gives the class more days', () => {
    const later = high('2026-11-02T10:00:00.000Z', 45);
    expect(keepDueDate(first, later)).toBe(later);
  });
});
