import { ConfigReader } from '@backstage/config';
import { defaultScoreTables } from '@patch-risk/model';
import { readAssessmentSettings } from './AssessmentSettings';
import { windowsPerWeek } from './windowsPerWeek';

const read = (assessment: object) =>
  readAssessmentSettings(
    new ConfigReader(JSON.parse(JSON.stringify({ patchRisk: { assessment } }))),
  );

describe('settings of assessments', () => {
  it('are complete without any configuration', () => {
    const settings = readAssessmentSettings(new ConfigReader({}));
    expect(settings).toMatchObject({ moveThreshold: 1, chunkFindings: 1000 });
    expect(settings.historyRetention.as('days')).toBe(400);
    expect(settings.tables).toEqual(defaultScoreTables);
  });

  it('put own values over the tables and name the result anew', () => {
    const { tables } = read({
      tables: {
        reach: {
          exposure: { internal: { value: 0.004, source: 'Our incidents' } },
          purdueLevel: { '3.5': 0.1 },
        },
        bands: { critical: 77 },
      },
    });
    expect(tables.reach.exposure.internal).toMatchObject({
      value: 0.004,
      source: 'Our incidents',
    });
    expect(tables.reach.purdueLevel['3.5'].value).toBe(0.1);
    expect(tables.reach.exposure.dmz).toEqual(
      defaultScoreTables.reach.exposure.dmz,
    );
    expect(tables.bands).toEqual({ critical: 77, high: 70, medium: 55 });
    expect(tables.version).toMatch(/^tables-4\+[0-9a-f]{8}$/);
    expect(tables.version).not.toBe(
      read({ tables: { bands: { critical: 78 } } }).tables.version,
    );
  });

  it.each([
    [{ moveThreshold: -1 }, 'patchRisk.assessment.moveThreshold is -1; give'],
    [{ chunkFindings: 0 }, 'patchRisk.assessment.chunkFindings is 0; give'],
    [
      { historyRetention: { days: 0 } },
      'patchRisk.assessment.historyRetention is PT0S; give a duration above 0',
    ],
    [
      { tables: { reach: { exposure: { internet: 1.5 } } } },
      'tables.reach.exposure.internet is 1.5; give a number from',
    ],
    [
      { tables: { reach: { exposure: { moon: 0.1 } } } },
      'tables.reach.exposure.moon is 0.1; use one of internet, dmz',
    ],
    [{ tables: { impact: 3 } }, 'tables.impact is 3; give an object'],
    [{ tables: { version: 'mine' } }, 'tables.version is "mine"; use one of'],
    [{ tables: { bands: { high: 85 } } }, 'give critical > high > medium > 0'],
    [
      { tables: { deployment: { channelPopulation: { manual: 0.5 } } } },
      'weights of a population must add up to 1',
    ],
  ])('refuse %j', (assessment, message) => {
    expect(() => read(assessment)).toThrow(message);
  });
});

describe('change windows a week', () => {
  const window = (rrule: string) => ({
    rrule,
    timeZone: 'Europe/Berlin',
    durationMinutes: 60,
  });
  const at = '2026-11-20T12:00:00.000Z';

  it('counts the next 52 weeks of all rules together', () => {
    expect(
      windowsPerWeek([window('DTSTART:20260103T020000 RRULE:FREQ=WEEKLY')], at),
    ).toBe(1);
    expect(
      windowsPerWeek(
        [
          window('DTSTART:20260103T020000\nRRULE:FREQ=WEEKLY;INTERVAL=2'),
          window('RRULE:FREQ=WEEKLY;INTERVAL=4'),
        ],
        at,
      ),
    ).toBeCloseTo(0.75, 1);
    expect(
      windowsPerWeek(
        [window('DTSTART:20260103T020000 RRULE:FREQ=MONTHLY;BYDAY=1SA')],
        at,
      ),
    ).toBe(12 / 52);
  });

  it('is 0 for windows that are over, at most 7, and unknown for what cannot be read', () => {
    expect(
      windowsPerWeek(
        [window('DTSTART:20200103T020000 RRULE:FREQ=DAILY;COUNT=3')],
        at,
      ),
    ).toBe(0);
    expect(
      windowsPerWeek([window('DTSTART:20261101T000000 RRULE:FREQ=HOURLY')], at),
    ).toBe(7);
    expect(windowsPerWeek([window('every full moon')], at)).toBeUndefined();
    expect(windowsPerWeek([], at)).toBeUndefined();
  });
});
