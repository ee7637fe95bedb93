import { firstWindow } from './firstWindow';

const weekly = {
  rrule: 'DTSTART:20250104T023000\nRRULE:FREQ=WEEKLY;BYDAY=SU',
  timeZone: 'Europe/Berlin',
  durationMinutes: 120,
};

describe('firstWindow', () => {
  it('keeps the wall clock across the end of summer time', () => {
    // Sunday 18 October 02:30 is UTC+2, Sunday 1 November 02:30 is UTC+1.
    expect(
      firstWindow({ windows: [weekly], notBefore: '2026-10-15T00:00:00.000Z' }),
    ).toEqual({
      start: '2026-10-18T00:30:00.000Z',
      end: '2026-10-18T02:30:00.000Z',
    });
    expect(
      firstWindow({ windows: [weekly], notBefore: '2026-10-26T00:00:00.000Z' }),
    ).toEqual({
      start: '2026-11-01T01:30:00.000Z',
      end: '2026-11-01T03:30:00.000Z',
    });
  });

  it('takes an hour that is left out one hour later', () => {
    // On Sunday 29 March 2026 there is no 02:30 in Berlin: 03:30 summer time is 01:30 UTC.
    expect(
      firstWindow({ windows: [weekly], notBefore: '2026-03-25T00:00:00.000Z' }),
    ).toEqual({
      start: '2026-03-29T01:30:00.000Z',
      end: '2026-03-29T03:30:00.000Z',
    });
  });

  it('takes an hour that is repeated the first time', () => {
    // On Sunday 25 October 2026 02:30 comes twice in Berlin, first at 00:30 UTC.
    expect(
      firstWindow({ windows: [weekly], notBefore: '2026-10-25T00:15:00.000Z' })
        ?.start,
    ).toBe('2026-10-25T00:30:00.000Z');
  });

  it('reads a rule on one line and takes the earliest of several windows', () => {
    const monthly = {
      rrule: 'DTSTART:20260103T020000 RRULE:FREQ=MONTHLY;BYDAY=1SA',
      timeZone: 'America/Chicago',
      durationMinutes: 240,
    };
    // The first Saturday of December 2026 is the 5th, 02:00 in Chicago is 08:00 UTC; the first Sunday after is the 6th.
    expect(
      firstWindow({
        windows: [weekly, monthly],
        notBefore: '2026-11-30T00:00:00.000Z',
      })?.start,
    ).toBe('2026-12-05T08:00:00.000Z');
  });

  it('passes over rules that cannot be read or never come', () => {
    expect(
      firstWindow({
        windows: [
          { ...weekly, rrule: 'every other Tuesday' },
          { ...weekly, timeZone: 'Mars/Olympus' },
          { ...weekly, rrule: 'DTSTART:20250104T020000\nRRULE:FREQ=SECONDLY' },
          {
            ...weekly,
            rrule:
              'DTSTART:20250104T020000\nRRULE:FREQ=WEEKLY;UNTIL=20250201T000000',
          },
        ],
        notBefore: '2026-11-30T00:00:00.000Z',
      }),
    ).toBeUndefined();
  });
});
