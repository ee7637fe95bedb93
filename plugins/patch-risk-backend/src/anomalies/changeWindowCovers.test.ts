import { changeWindowCovers } from './changeWindowCovers';

describe('changeWindowCovers', () => {
  const covers = (
    rrule: string,
    options: { at: string; timeZone?: string; durationMinutes?: number },
  ) =>
    changeWindowCovers({
      window: {
        rrule,
        timeZone: options.timeZone ?? 'Europe/Berlin',
        durationMinutes: options.durationMinutes ?? 240,
      },
      at: Date.parse(options.at),
    });
  const nightly = 'DTSTART:20260101T010000 RRULE:FREQ=DAILY';

  it.each([
    // Winter: Berlin is an hour ahead, the window is 00:00 to 04:00 UTC.
    ['2026-01-10T23:59:59Z', false],
    ['2026-01-11T00:00:00Z', true],
    ['2026-01-11T03:59:59Z', true],
    ['2026-01-11T04:00:00Z', false],
    // Summer: two hours ahead, the evening before in UTC.
    ['2026-07-10T22:59:59Z', false],
    ['2026-07-10T23:00:00Z', true],
    ['2026-07-11T02:59:59Z', true],
    ['2026-07-11T03:00:00Z', false],
    // The clocks go forward on 29 March at 01:00 UTC: four hours from 00:00 UTC on.
    ['2026-03-28T23:59:59Z', false],
    ['2026-03-29T00:00:00Z', true],
    ['2026-03-29T03:59:59Z', true],
    ['2026-03-29T04:00:00Z', false],
    // They go back on 25 October at 01:00 UTC: four hours from 23:00 UTC on.
    ['2026-10-24T23:00:00Z', true],
    ['2026-10-25T02:59:59Z', true],
    ['2026-10-25T03:00:00Z', false],
    // Before the rule begins.
    ['2025-12-31T01:00:00Z', false],
  ])('a nightly window in Berlin at %s: %s', (at, expected) => {
    expect(covers(nightly, { at })).toBe(expected);
  });

  it('reads rules over several lines, months, exceptions and zones', () => {
    const monthly = 'DTSTART:20250118T020000\nRRULE:FREQ=MONTHLY;BYDAY=3SA';
    const timeZone = 'America/Chicago';
    // 2026-11-21 is the third Saturday; 02:00 in Chicago is 08:00 UTC.
    expect(covers(monthly, { at: '2026-11-21T08:00:00Z', timeZone })).toBe(
      true,
    );
    expect(covers(monthly, { at: '2026-11-14T08:00:00Z', timeZone })).toBe(
      false,
    );
    const without = `${monthly}\nEXDATE:20261121T020000`;
    expect(covers(without, { at: '2026-11-21T08:00:00Z', timeZone })).toBe(
      false,
    );
    const zoned = 'DTSTART;TZID=Asia/Tokyo:20260101T010000\nRRULE:FREQ=DAILY';
    expect(covers(zoned, { at: '2026-01-11T00:30:00Z' })).toBe(true);
  });

  it.each([
    ['', {}],
    ['RRULE:FREQ=SOMETIMES', {}],
    ['DTSTART:19700101T000000 RRULE:FREQ=SECONDLY', {}],
    [nightly, { timeZone: 'Mars/Olympus' }],
    [nightly, { durationMinutes: 0 }],
    [nightly, { durationMinutes: Number.NaN }],
  ])('covers nothing when it cannot be read: %j %j', (rrule, changes) => {
    expect(covers(rrule, { at: '2026-01-11T00:30:00Z', ...changes })).toBe(
      false,
    );
  });
});
