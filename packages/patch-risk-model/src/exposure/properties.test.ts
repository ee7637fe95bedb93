import fc from 'fast-check';
import {
  combineBeginHazards,
  deploymentDelay,
  exploitedBeforePatchProbability,
  hitProbability,
  poolWithEpss,
  waitPatchHazard,
} from '.';
import {
  tables,
  ROUNDING,
  chance,
  curve,
  survival,
  names,
  groupArbitrary,
  reachFor,
  lossFor,
  fleet,
  type Device,
} from './__testUtils__/fleetCases';

describe('more danger never lowers the device', () => {
  it('when a finding joins a group, or a group the device', () => {
    fc.assert(
      fc.property(fleet, groupArbitrary, ([device, groups], more) => {
        const { loss } = lossFor(device, groups);
        const [first, ...others] = groups;
        const joined = {
          ...first,
          members: [...first.members, ...more.members],
        };
        expect(
          lossFor(device, [joined, ...others]).loss,
        ).toBeGreaterThanOrEqual(loss - ROUNDING);
        expect(lossFor(device, [...groups, more]).loss).toBeGreaterThanOrEqual(
          loss,
        );
      }),
    );
  });

  it('when exposure, level, criticality or safety rises, an anomaly comes or a control goes', () => {
    const ladders = {
      exposure: ['isolated', 'internal', 'dmz', 'internet'],
      criticality: ['low', 'medium', 'high', 'critical'],
      safety: ['none', 'indirect', 'direct'],
      purdueLevel: [0, 1, 2, 3, 3.5, 4, 5],
      securityLevel: [4, 3, 2, 1, 0],
      updateChannel: ['automatic', 'managed', 'vendor-portal', 'manual'],
      windowsPerWeek: [7, 1, 0.25, 1 / 13, 0],
    } as const;
    fc.assert(
      fc.property(
        // All inputs known: an unknown one is imputed from the others, whose change then moves it as well.
        fleet.filter(
          ([device]) =>
            device.exposure !== undefined &&
            device.purdueLevel !== undefined &&
            device.criticality !== undefined &&
            device.safety !== undefined,
        ),
        fc.constantFrom(...names(ladders)),
        fc.tuple(fc.nat(6), fc.nat(6)),
        ([device, groups], name, steps) => {
          const ladder = ladders[name];
          const at = (step: number) =>
            lossFor(
              {
                ...device,
                [name]: ladder[Math.min(step, ladder.length - 1)],
              },
              groups,
            ).loss;
          expect(at(Math.max(...steps))).toBeGreaterThanOrEqual(
            at(Math.min(...steps)) * (1 - ROUNDING) - 1e-15,
          );
          const { loss } = lossFor(device, groups);
          expect(
            lossFor({ ...device, controls: device.controls.slice(1) }, groups)
              .loss,
          ).toBeGreaterThanOrEqual(loss - 1e-15);
          const alarmed: Device = {
            ...device,
            anomalies: [...device.anomalies, 'high'],
          };
          expect(lossFor(alarmed, groups).loss).toBeGreaterThan(loss);
        },
      ),
    );
  });

  it('when exploitation becomes likelier in any week, or reach rises', () => {
    // Slow patching and even hazards, so that every week still counts for something.
    const level = fc.double({ min: 0.01, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(
        level,
        level,
        fc.tuple(level, level),
        fc.nat(51),
        level,
        (begin, patch, reaches, week, more) => {
          const raised = new Array(52).fill(begin);
          raised[week] += more;
          const p = (hazard: number[], reach: number) =>
            hitProbability(hazard, new Array(52).fill(patch), reach);
          const even = p(new Array(52).fill(begin), Math.min(...reaches));
          expect(p(raised, Math.min(...reaches))).toBeGreaterThan(even);
          expect(
            p(new Array(52).fill(begin), Math.max(...reaches)),
          ).toBeGreaterThanOrEqual(even - 1e-12);
        },
      ),
    );
  });

  it('when EPSS rises', () => {
    fc.assert(
      fc.property(curve, survival, chance, chance, (own, patch, one, other) => {
        const p = (epss: number) =>
          hitProbability(poolWithEpss(own, epss), patch, 0.1);
        expect(p(Math.max(one, other))).toBeGreaterThanOrEqual(
          p(Math.min(one, other)) - ROUNDING,
        );
        for (const value of poolWithEpss(own, one)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('an earlier fix', () => {
  it('never raises the device', () => {
    fc.assert(
      fc.property(fleet, survival, ([device, groups], other) => {
        const earlier = groups.map(group => ({
          ...group,
          fix: group.fix.map((value, week) => Math.min(value, other[week])),
        }));
        expect(lossFor(device, earlier).loss).toBeLessThanOrEqual(
          lossFor(device, groups).loss + ROUNDING,
        );
      }),
    );
  });
});

describe('reach 1', () => {
  it('bounds the chance of a hit from above, for every device', () => {
    fc.assert(
      fc.property(fleet, ([device, groups]) => {
        for (const group of groups) {
          const begin = combineBeginHazards(group.members);
          const patch = waitPatchHazard(
            group.fix,
            deploymentDelay(tables.deployment, device).components,
          );
          const hit = hitProbability(
            begin,
            patch,
            reachFor(device, group.attackVector),
          );
          const bound = exploitedBeforePatchProbability(begin, patch);
          expect(hit).toBeGreaterThanOrEqual(0);
          expect(hit).toBeLessThanOrEqual(bound + ROUNDING);
          expect(bound).toBeLessThanOrEqual(1 + ROUNDING);
        }
      }),
    );
  });
});
