import type { AttackVector } from './types';

/** What the score reads from a CVSS vector. @public */
export interface CvssReading {
  /** In [0, 1]; undefined when the vector lacks confidentiality, integrity or availability. */
  impact: number | undefined;
  attackVector: AttackVector | undefined;
}

const ATTACK_VECTORS: Record<string, AttackVector> = {
  N: 'network',
  A: 'adjacent',
  L: 'local',
  P: 'physical',
};
const LEVELS_3: Record<string, number> = { N: 0, L: 0.22, H: 0.56 };
const LEVELS_2: Record<string, number> = { N: 0, P: 0.275, C: 0.66 };

function spread(levels: (number | undefined)[], top: number) {
  let intact = 1;
  for (const level of levels) {
    if (level === undefined) {
      return undefined;
    }
    intact *= 1 - level;
  }
  return (1 - intact) / (1 - Math.pow(1 - top, 3));
}

function higher(one: number | undefined, other: number | undefined) {
  return one === undefined ? undefined : Math.max(one, other ?? 0);
}

/**
 * Impact and attack vector of a CVSS 2, 3.0, 3.1 or 4.0 vector.
 *
 * Impact is `1 − (1 − C)(1 − I)(1 − A)`, divided by its largest value so that it fills [0, 1], with the weights of the
 * CVSS 3 specification (H 0.56, L 0.22) and of CVSS 2 (C 0.66, P 0.275). CVSS 4 takes for each of the three the higher
 * of the vulnerable and the subsequent system.
 *
 * @public
 */
export function readCvssVector(vector: string): CvssReading {
  const metrics = new Map<string, string>();
  for (const part of vector.replace(/^\(|\)$/g, '').split('/')) {
    const [name, value] = part.split(':');
    metrics.set(name, value ?? '');
  }
  const version = metrics.get('CVSS') ?? '2.0';
  const level = (name: string) =>
    (version.startsWith('2') ? LEVELS_2 : LEVELS_3)[metrics.get(name) ?? ''];
  const attackVector = ATTACK_VECTORS[metrics.get('AV') ?? ''];
  if (version.startsWith('4')) {
    return {
      attackVector,
      impact: spread(
        ['C', 'I', 'A'].map(name =>
          higher(level(`V${name}`), level(`S${name}`)),
        ),
        LEVELS_3.H,
      ),
    };
  }
  return {
    attackVector,
    impact: spread(
      ['C', 'I', 'A'].map(level),
      version.startsWith('2') ? LEVELS_2.C : LEVELS_3.H,
    ),
  };
}
