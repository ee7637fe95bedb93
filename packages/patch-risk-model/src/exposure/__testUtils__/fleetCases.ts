import fc from 'fast-check';
import {
  anomalyLoss,
  attackVectorLogOdds,
  combineBeginHazards,
  defaultScoreTables,
  deploymentDelay,
  deviceImpact,
  deviceLoss,
  deviceReach,
  hitProbability,
  impactOf,
  lossOf,
  reachOf,
  waitPatchHazard,
} from '..';
import type { AttackVector, RiskBandName } from '..';

// The same cases in every run, so that a failure is one of the change at hand.
fc.configureGlobal({ seed: 20261121 });

export const tables = defaultScoreTables;
export const ROUNDING = 1e-12;
export const chance = fc.double({ min: 0, max: 1, noNaN: true });
export const curve = fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), {
  minLength: 52,
  maxLength: 52,
});
export const survival = fc
  .array(chance, { minLength: 52, maxLength: 52 })
  .map(values => values.sort((one, other) => other - one));
export const severities = fc.array(
  fc.constantFrom<RiskBandName>('critical', 'high', 'medium', 'low'),
  { maxLength: 5 },
);
export const names = <T extends string>(table: Record<T, unknown>) =>
  Object.keys(table) as T[];
export const orUnknown = <T>(...values: T[]) =>
  fc.constantFrom(undefined, ...values);

export const deviceArbitrary = fc.record({
  exposure: orUnknown(...names(tables.reach.exposure)),
  purdueLevel: orUnknown(0, 1, 2, 3, 3.5, 4, 5),
  securityLevel: orUnknown(0, 1, 2, 3, 4),
  controls: fc.subarray(names(tables.reach.control)),
  anomalies: severities,
  criticality: orUnknown(...names(tables.impact.criticality)),
  safety: orUnknown(...names(tables.impact.safety)),
  updateChannel: orUnknown(...names(tables.deployment.channel)),
  windowsPerWeek: orUnknown(0, 1 / 13, 0.25, 1, 7),
});
export type Device = typeof deviceArbitrary extends fc.Arbitrary<infer T>
  ? T
  : never;
export const groupArbitrary = fc.record({
  members: fc.array(curve, { minLength: 1, maxLength: 4 }),
  fix: survival,
  attackVector: orUnknown(...names(tables.reach.attackVector)),
  cvssImpact: chance,
});
export type Group = typeof groupArbitrary extends fc.Arbitrary<infer T>
  ? T
  : never;

export const reachFor = (device: Device, vector: AttackVector | undefined) =>
  reachOf(
    tables.reach,
    deviceReach(tables.reach, device),
    attackVectorLogOdds(tables.reach, vector),
  );

/** L of a group on a device, from the inputs on. */
export function groupLoss(device: Device, group: Group): number {
  return lossOf(
    hitProbability(
      combineBeginHazards(group.members),
      waitPatchHazard(
        group.fix,
        deploymentDelay(tables.deployment, device).components,
      ),
      reachFor(device, group.attackVector),
    ),
    impactOf(deviceImpact(tables.impact, device), group.cvssImpact),
  );
}

export const lossFor = (device: Device, groups: readonly Group[]) =>
  deviceLoss(
    groups.map(group => groupLoss(device, group)),
    anomalyLoss(
      tables.anomaly,
      device.anomalies,
      deviceImpact(tables.impact, device),
    ),
  );

export const fleet = fc.tuple(
  deviceArbitrary,
  fc.array(groupArbitrary, { minLength: 1, maxLength: 4 }),
);
