import { populationMean } from './populationMean';
import type { ScoreTables } from './ScoreTables';
import type { CriticalityClass, SafetyClass, ScoreNote } from './types';

/** The device's part of the impact. @public */
export interface DeviceImpact {
  criticality: number;
  safety: number;
  imputed: boolean;
  notes: ScoreNote[];
}

/**
 * Criticality and safety of a device as numbers in [0, 1]; a missing one takes its population's mean, safety given
 * criticality.
 *
 * @public
 */
export function deviceImpact(
  tables: ScoreTables['impact'],
  input: { criticality?: CriticalityClass; safety?: SafetyClass },
): DeviceImpact {
  const { criticality, safety } = input;
  const criticalityValue = criticality
    ? tables.criticality[criticality].value
    : populationMean(
        tables.criticalityPopulation,
        name => tables.criticality[name].value,
      );
  const safetyValue = safety
    ? tables.safety[safety].value
    : populationMean(
        tables.safetyPopulation[criticality ?? 'unknown'],
        name => tables.safety[name].value,
      );
  return {
    criticality: criticalityValue,
    safety: safetyValue,
    imputed: !criticality || !safety,
    notes: [
      {
        input: 'criticality',
        value: `${criticality ?? 'population'}: ${criticalityValue}`,
        source: criticality
          ? tables.criticality[criticality].source
          : 'Mean of the criticality table over the population.',
        ...(criticality ? {} : { imputed: true }),
      },
      {
        input: 'safety',
        value: `${
          safety ?? `population at criticality ${criticality ?? 'unknown'}`
        }: ${safetyValue}`,
        source: safety
          ? tables.safety[safety].source
          : 'Mean of the safety table over the population.',
        ...(safety ? {} : { imputed: true }),
      },
    ],
  };
}

/**
 * Impact in [0, 1]: `1 − (1 − v · criticality)(1 − v · safety)`, v the CVSS impact in [0, 1].
 *
 * @public
 */
export function impactOf(
  device: Pick<DeviceImpact, 'criticality' | 'safety'>,
  cvssImpact: number,
): number {
  return (
    1 - (1 - cvssImpact * device.criticality) * (1 - cvssImpact * device.safety)
  );
}
