import { fromLogOdds, logOdds } from './logOdds';
import { populationMean } from './populationMean';
import type { ScoreTables, TableEntry } from './ScoreTables';
import type {
  AttackVector,
  ControlKind,
  ExposureClass,
  RiskBandName,
  ScoreNote,
} from './types';

/** What is known of a device's place in the network. @public */
export interface ReachInput {
  exposure?: ExposureClass;
  /** `0`, `1`, `2`, `3`, `3.5`, `4` or `5`; any other counts as missing. */
  purdueLevel?: number;
  securityLevel?: number;
  /** Controls in force; a control past its review date is not in force. */
  controls: readonly ControlKind[];
  /** Severities of recent anomalies that no planned change explains. */
  anomalies: readonly RiskBandName[];
}

/** A device's reach before the attack vector. @public */
export interface DeviceReach {
  logOdds: number;
  imputed: boolean;
  notes: ScoreNote[];
}

const SEVERITIES: RiskBandName[] = ['critical', 'high', 'medium', 'low'];

function noteOf(input: string, name: string, entry: TableEntry): ScoreNote {
  return { input, value: `${name}: ${entry.value}`, source: entry.source };
}

/**
 * The device's part of the reach, in log-odds: the exposure table moved by zone, security level, controls and the
 * gravest recent anomaly. A missing exposure class or level takes its population's mean, given the other one.
 *
 * @public
 */
export function deviceReach(
  tables: ScoreTables['reach'],
  input: ReachInput,
): DeviceReach {
  const notes: ScoreNote[] = [];
  const level =
    input.purdueLevel === undefined ? undefined : String(input.purdueLevel);
  let base: number;
  if (input.exposure) {
    const entry = tables.exposure[input.exposure];
    base = entry.value;
    notes.push(noteOf('exposure', input.exposure, entry));
  } else {
    const weights =
      tables.exposurePopulation[level ?? 'unknown'] ??
      tables.exposurePopulation.unknown;
    base = populationMean(weights, name => tables.exposure[name].value);
    notes.push({
      input: 'exposure',
      value: `population at level ${level ?? 'unknown'}: ${base}`,
      source: 'Mean of the exposure table over the population.',
      imputed: true,
    });
  }
  let total = logOdds(base);
  const levelEntry =
    level === undefined ? undefined : tables.purdueLevel[level];
  if (level !== undefined && levelEntry) {
    total += levelEntry.value;
    notes.push(noteOf('purdueLevel', level, levelEntry));
  } else {
    const mean = tables.purdueLevelPopulation[input.exposure ?? 'unknown'];
    total += mean;
    notes.push({
      input: 'purdueLevel',
      value: `population at exposure ${input.exposure ?? 'unknown'}: ${mean}`,
      source: 'Mean of the level table over the population.',
      imputed: true,
    });
  }
  const security = tables.securityLevel[String(input.securityLevel)];
  if (security) {
    total += security.value;
    notes.push(noteOf('securityLevel', String(input.securityLevel), security));
  }
  let controls = 0;
  for (const kind of [...new Set(input.controls)].sort()) {
    const entry = tables.control[kind];
    controls += entry.value;
    notes.push(noteOf('control', kind, entry));
  }
  total += Math.max(-tables.maximumControlLogOdds, controls);
  const gravest = SEVERITIES.find(name => input.anomalies.includes(name));
  if (gravest) {
    total += tables.anomaly[gravest].value;
    notes.push(noteOf('recentAnomaly', gravest, tables.anomaly[gravest]));
  }
  return {
    logOdds: total,
    imputed: input.exposure === undefined || levelEntry === undefined,
    notes,
  };
}

/** Log-odds of an attack vector; the population's mean where it is unknown. @public */
export function attackVectorLogOdds(
  tables: ScoreTables['reach'],
  attackVector: AttackVector | undefined,
): number {
  return attackVector
    ? tables.attackVector[attackVector].value
    : populationMean(
        tables.attackVectorPopulation,
        name => tables.attackVector[name].value,
      );
}

/**
 * Weekly chance that somebody who exploits it in the wild succeeds against the device, in (0, `tables.maximum`].
 *
 * @public
 */
export function reachOf(
  tables: ScoreTables['reach'],
  device: DeviceReach,
  vectorLogOdds: number,
): number {
  return Math.min(tables.maximum, fromLogOdds(device.logOdds + vectorLogOdds));
}
