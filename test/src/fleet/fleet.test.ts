import { riskIndex } from '@patch-risk/model';
import { fleetFigures } from './fleetFigures';
import { FleetScorer } from './FleetScorer';
import { makeFleet } from './makeFleet';

jest.setTimeout(240_000);

// All 40,000 devices: `npm run accept -- fleet`.
describe('the index of a generated fleet of 4,000 devices', () => {
  it('is shared by at most 2 % as it is displayed, and above 95 for at most 5 %', () => {
    const { devices } = makeFleet({ devices: 4_000, seed: 1 });
    const scorer = FleetScorer.create();
    const losses: number[] = [];
    let most = 0;
    for (const device of devices) {
      losses.push(scorer.loss(device));
      most = Math.max(most, device.findingCount);
    }
    const { atOneValue, above95, quantiles } = fleetFigures(losses);
    expect(most).toBeGreaterThan(290);
    expect(atOneValue.oneDecimal).toBeLessThanOrEqual(0.02);
    expect(above95).toBeLessThanOrEqual(0.05);
    // A fleet that stood in a corner of the scale would be told apart by chance only.
    const indexAt = (wanted: number) =>
      quantiles.find(({ share }) => share === wanted)!.index;
    expect(indexAt(0.1)).toBeLessThan(50);
    expect(indexAt(0.9)).toBeGreaterThan(70);
    // Devices with findings; what is not nil is not shown as nil.
    expect(indexAt(0)).toBeGreaterThanOrEqual(0.1);
  });

  it('is counted value by value', () => {
    const figures = fleetFigures([1e-11, 1e-10, 0.5, 0.5001, 1]);
    expect(riskIndex(1e-11)).toBe(0.1);
    expect(figures.atOneValue).toEqual({
      whole: 0.4,
      oneDecimal: 0.4,
      exact: 0.4,
    });
    expect(figures.notAlone).toEqual({
      whole: 0.8,
      oneDecimal: 0.8,
      exact: 0.4,
    });
    expect(figures.above95).toBe(0.6);
  });
});
