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
  /** The least exposure that zones, flows or firewall rules show; it raises the reach and never lowers it. */
  derivedExposure?: ExposureClass;
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

/** The exposure that counts, with the level's mean where that is missing. */
function exposureOf(
  tables: ScoreTables['reach'],
  input: ReachInput,
  level: string,
): {
  base: number;
  imputed: boolean;
  levelClass: ExposureClass | 'unknown';
  notes: ScoreNote[];
} {
  const { exposure, derivedExposure } = input;
  const declared: TableEntry & { name: string } = exposure
    ? { ...tables.exposure[exposure], name: exposure }
    : {
        name: `population at level ${level}`,
        value: populationMean(
          tables.exposurePopulation[level] ?? tables.exposurePopulation.unknown,
          name => tables.exposure[name].value,
        ),
        source: 'Mean of the exposure table over the population.',
        sensitivity: '',
      };
  const imputed = exposure === undefined;
  const declaredClass = exposure ?? 'unknown';
  const note: ScoreNote = {
    ...noteOf('exposure', declared.name, declared),
    ...(imputed && { imputed: true }),
  };
  if (!derivedExposure) {
    return {
      base: declared.value,
      imputed,
      levelClass: declaredClass,
      notes: [note],
    };
  }
  const derived = tables.exposure[derivedExposure];
  const isRaised = derived.value > declared.value;
  const notes = [
    isRaised ? noteOf('exposure', derivedExposure, derived) : note,
    {
      input: 'declaredExposure',
      value: `${declared.name}: ${declared.value}`,
      source: imputed ? declared.source : 'As the catalog declares it.',
    },
    {
      input: 'derivedExposure',
      value: `${derivedExposure}: ${derived.value}`,
      source:
        'The least that zones, observed flows or firewall rules show; the higher of it and what is declared counts.',
    },
  ];
  return {
    base: Math.max(declared.value, derived.value),
    imputed: imputed && !isRaised,
    levelClass:
      isRaised &&
      tables.purdueLevelPopulation[derivedExposure] >
        tables.purdueLevelPopulation[declaredClass]
        ? derivedExposure
        : declaredClass,
    notes,
  };
}

/**
 * The device's part of the reach, in log-odds: the exposure table moved by zone, security level, controls and the
 * gravest recent anomaly. A missing exposure class or level takes its population's mean, given the other one. What was
 * derived from the network counts where it is higher than what is declared, or than the mean where nothing is.
 *
 * @public
 */
export function deviceReach(
  tables: ScoreTables['reach'],
  input: ReachInput,
): DeviceReach {
  const level =
    input.purdueLevel === undefined ? undefined : String(input.purdueLevel);
  const { base, imputed, levelClass, notes } = exposureOf(
    tables,
    input,
    level ?? 'unknown',
  );
  let total = logOdds(base);
  const levelEntry =
    level === undefined ? undefined : tables.purdueLevel[level];
  if (level !== undefined && levelEntry) {
    total += levelEntry.value;
    notes.push(noteOf('purdueLevel', level, levelEntry));
  } else {
    const mean = tables.purdueLevelPopulation[levelClass];
    total += mean;
    notes.push({
      input: 'purdueLevel',
      value: `population at exposure ${levelClass}: ${mean}`,
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
    imputed: imputed || levelEntry === undefined,
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
