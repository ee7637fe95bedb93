import {
  CHANNEL,
  CHANNEL_SHARE,
  FAILURE,
  TABLES,
  WINDOW_USE,
} from '../documentedTables';
import type { Components } from '../formula';
import type { RawDevice } from './RawDevice';
import { windowsPerWeek } from './windowsPerWeek';

/** What all groups of a device have in common, from the tables of docs/score.md. */
export function deviceInputs(
  device: RawDevice,
  asOf: string,
): {
  exposure: number;
  logOdds: number;
  criticality: number;
  safety: number;
  components: Components;
  isReachImputed: boolean;
  isImpactImputed: boolean;
  isDelayImputed: boolean;
} {
  const { exposure, purdueLevel, securityLevel, criticality, safety } = device;
  const level = purdueLevel === undefined ? undefined : String(purdueLevel);
  const active = new Set(
    device.controls
      .filter(({ reviewOn }) => !reviewOn || reviewOn >= asOf.slice(0, 10))
      .map(({ kind }) => kind),
  );
  const controls = [...active].reduce(
    (all, kind) => all + TABLES.control[kind],
    0,
  );
  const windows = windowsPerWeek(device.rules, asOf);
  const hazard = (channel: string) =>
    Math.min(
      0.95,
      Math.max(
        0.001,
        windows === undefined
          ? CHANNEL[channel] * (1 - FAILURE[channel])
          : 1 - (1 - WINDOW_USE[channel] * (1 - FAILURE[channel])) ** windows,
      ),
    );
  const { updateChannel, derivedExposure } = device;
  const declared =
    TABLES.exposure[exposure ?? `population at level ${level ?? 'unknown'}`];
  const derived = derivedExposure ? TABLES.exposure[derivedExposure] : 0;
  const isRaised = derived > declared;
  const levels = [
    exposure ?? 'unknown',
    ...(isRaised ? [derivedExposure] : []),
  ].map(name => TABLES.purdueLevel[level ?? `population at exposure ${name}`]);
  return {
    exposure: Math.max(declared, derived),
    logOdds:
      Math.max(...levels) +
      (securityLevel === undefined
        ? 0
        : TABLES.securityLevel[String(securityLevel)]) +
      Math.max(-2.5, controls),
    criticality: TABLES.criticality[criticality ?? 'population'],
    safety:
      TABLES.safety[
        safety ?? `population at criticality ${criticality ?? 'unknown'}`
      ],
    components: updateChannel
      ? [[1, hazard(updateChannel)]]
      : Object.keys(CHANNEL_SHARE).map(channel => [
          CHANNEL_SHARE[channel],
          hazard(channel),
        ]),
    isReachImputed:
      (exposure === undefined && !isRaised) || level === undefined,
    isImpactImputed: criticality === undefined || safety === undefined,
    isDelayImputed: updateChannel === undefined,
  };
}
