import { forecastExploit, shippedExploitModel } from '@patch-risk/model';
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
    const same = retrainedForecasters(
      JSON.parse(JSON.stringify(shippedExploitModel)),
    );
    expect(same.forecastExploit(input)).toEqual(forecastExploit(input));
    const { advisory } = shippedExploitModel;
    const lower = retrainedForecasters({
      ...shippedExploitModel,
      version: 'retrained',
      advisory: {
        ...advisory,
        risk: { ...advisory.risk, intercept: advisory.risk.intercept - 3 },
      },
    });
    expect(lower.modelVersion).toBe('retrained');
    expect(lower.forecastExploit(input).probability365).toBeLessThan(
      forecastExploit(input).probability365 / 2,
    );
  });
});
