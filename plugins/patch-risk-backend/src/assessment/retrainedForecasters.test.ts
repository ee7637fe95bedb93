import {
  forecastExploit,
  shippedExploitModel,
  shippedOtFixModel,
} from '@patch-risk/model';
import { shippedForecasters } from './Forecasters';
import { promiseWords } from './promiseWords';
import { retrainedForecasters } from './retrainedForecasters';

const input = {
  cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  cwes: ['CWE-78'],
  vendor: 'Fortinet',
  disclosedOn: '2026-08-01',
  asOf: '2026-08-03',
};

describe('retrainedForecasters', () => {
  it('forecast with the model that they are given', () => {
    const same = retrainedForecasters({
      exploitModel: JSON.parse(JSON.stringify(shippedExploitModel)),
    });
    expect(same.forecastExploit(input)).toEqual(forecastExploit(input));
    const { advisory } = shippedExploitModel;
    const lower = retrainedForecasters({
      exploitModel: {
        ...shippedExploitModel,
        version: 'retrained',
        advisory: {
          ...advisory,
          risk: { ...advisory.risk, intercept: advisory.risk.intercept - 3 },
        },
      },
    });
    expect(lower.modelVersion).toBe('retrained');
    expect(lower.forecastExploit(input).probability365).toBeLessThan(
      forecastExploit(input).probability365 / 2,
    );
  });

  it('forecast fixes with the model of this installation', () => {
    const asked = {
      vendor: 'Siemens',
      product: 'SIMATIC S7-1500',
      productsAffectedText: 'SIMATIC S7-1500: All versions',
      cwes: ['CWE-78'],
      disclosedOn: '2026-08-01',
      asOf: '2026-08-03',
      state: 'unknown' as const,
    };
    const { advisories } = shippedOtFixModel;
    const surer = retrainedForecasters({
      modelVersion: 'all of them',
      fixModel: {
        ...shippedOtFixModel,
        advisories: {
          ...advisories,
          withText: {
            ...advisories.withText,
            baseline: advisories.withText.baseline + 5,
          },
        },
      },
    });
    expect(surer.modelVersion).toBe('all of them');
    expect(surer.forecastFix(asked).survival[0]).toBeLessThan(
      shippedForecasters.forecastFix(asked).survival[0] / 5,
    );
    expect(surer.forecastExploit(input)).toEqual(forecastExploit(input));
  });

  it('forecast an announced fix by how earlier days were kept', () => {
    const asked = {
      vendor: 'ACME Inc.',
      cwes: [],
      asOf: '2026-08-03',
      state: 'announced' as const,
      plannedFor: '2026-08-10',
    };
    const forecast = (keptOn?: string) =>
      retrainedForecasters({
        promises: Array.from({ length: 9 }, () => ({
          vendor: 'Acme',
          announcedOn: '2026-01-01',
          announcedFor: '2026-03-01',
          seenUntil: '2026-07-01',
          ...(keptOn === undefined ? {} : { keptOn }),
        })),
      });
    const usual = shippedForecasters.forecastFix(asked).medianDays ?? 0;
    expect(forecast('2026-03-03').forecastFix(asked).medianDays).toBeLessThan(
      usual,
    );
    expect(
      forecast().forecastFix(asked).medianDays ?? Infinity,
    ).toBeGreaterThan(2 * usual);
    expect(forecast('2026-03-03').promiseRecord(asked).own).toEqual({
      due: 9,
      kept: 0,
      medianDelayDays: 2,
    });
  });
});

describe('promiseWords', () => {
  it.each([
    [
      { own: { due: 9, kept: 7, medianDelayDays: 12 } },
      'Siemens kept 7 of 9 announced dates; median delay 12 days',
    ],
    [{ own: { due: 1, kept: 0 } }, 'Siemens kept 0 of 1 announced date'],
    [
      { own: { due: 2, kept: 2, medianDelayDays: -3 } },
      'Siemens kept 2 of 2 announced dates; median delay 0 days',
    ],
    [
      {
        own: { due: 0, kept: 0 },
        all: { due: 4, kept: 1, medianDelayDays: 1 },
      },
      'no announced date of Siemens has been followed to its end; all vendors kept 1 of 4 announced dates; median delay 1 day',
    ],
    [
      { own: { due: 0, kept: 0 } },
      'no announced date of Siemens has been followed to its end; usual delays are assumed',
    ],
  ])('says %j', (tallies, words) => {
    expect(
      promiseWords({
        vendor: 'Siemens',
        all: { due: 0, kept: 0 },
        ...tallies,
      }),
    ).toBe(words);
  });
});
