import { ModelInputError } from '../../ModelInputError';
import type { CvssMetrics } from './CvssMetrics';

type Metrics = ReadonlyMap<string, string>;

/** Longest vector with every optional metric of version 4.0, and then some. */
const LONGEST_VECTOR = 300;

/**
 * Reads a CVSS vector of version 2.0, 3.0, 3.1 or 4.0 into the metrics that
 * the versions share.
 *
 * Version 2.0: `Au` is read as privileges (N, S → L, M → H), `AC:M` as high
 * complexity, partial impact as low and complete as high; it has neither user
 * interaction nor scope. Version 4.0: the impact on the vulnerable system
 * gives C, I, A; any impact on a subsequent system counts as changed scope;
 * `UI:P` and `UI:A` count as required.
 *
 * @throws ModelInputError when a base metric is missing, doubled or unknown
 */
export function parseCvss(vector: string): CvssMetrics {
  const fail = (why: string): never => {
    throw new ModelInputError({
      field: 'cvssVector',
      value: vector,
      remedy: `${why}; give the vector as published, or leave it out`,
    });
  };
  if (vector.length > LONGEST_VECTOR) {
    return fail(`it is longer than ${LONGEST_VECTOR} characters`);
  }
  const parts = vector
    .trim()
    .replace(/^\(|\)$/g, '')
    .toUpperCase()
    .split('/');
  const prefix = parts[0]?.startsWith('CVSS:') ? parts.shift() : undefined;
  const metrics = new Map<string, string>();
  for (const part of parts) {
    const [name, value, ...rest] = part.split(':');
    if (!name || !value || rest.length > 0) {
      return fail(`'${part.slice(0, 20)}' is no metric`);
    }
    if (metrics.has(name)) {
      return fail(`metric ${name} is given twice`);
    }
    metrics.set(name, value);
  }
  const read = <T extends string>(
    name: string,
    letters: Readonly<Record<string, T>>,
  ): T => {
    const letter = metrics.get(name);
    const value =
      letter !== undefined && Object.hasOwn(letters, letter)
        ? letters[letter]
        : undefined;
    return value ?? fail(`metric ${name} is missing or unknown`);
  };
  switch (prefix) {
    case 'CVSS:3.0':
    case 'CVSS:3.1':
      return readVersion3(read);
    case 'CVSS:4.0':
      return readVersion4(read, metrics);
    case 'CVSS:2.0':
    case undefined:
      return readVersion2(read);
    default:
      return fail(`version ${prefix.slice(5, 15)} is not known`);
  }
}

type Read = <T extends string>(
  name: string,
  letters: Readonly<Record<string, T>>,
) => T;

const ATTACK_VECTOR = { N: 'N', A: 'A', L: 'L', P: 'P' } as const;
const LEVEL = { N: 'N', L: 'L', H: 'H' } as const;

function readVersion3(read: Read): CvssMetrics {
  return {
    version: '3',
    attackVector: read('AV', ATTACK_VECTOR),
    attackComplexity: read('AC', { L: 'L', H: 'H' } as const),
    privilegesRequired: read('PR', LEVEL),
    userInteraction: read('UI', { N: 'N', R: 'R' } as const),
    scope: read('S', { U: 'U', C: 'C' } as const),
    confidentiality: read('C', LEVEL),
    integrity: read('I', LEVEL),
    availability: read('A', LEVEL),
  };
}

function readVersion4(read: Read, metrics: Metrics): CvssMetrics {
  const subsequent = ['SC', 'SI', 'SA'].some(
    name => (metrics.get(name) ?? 'N') !== 'N',
  );
  return {
    version: '4.0',
    attackVector: read('AV', ATTACK_VECTOR),
    attackComplexity: read('AC', { L: 'L', H: 'H' } as const),
    privilegesRequired: read('PR', LEVEL),
    userInteraction: read('UI', { N: 'N', P: 'R', A: 'R' } as const),
    scope: subsequent ? 'C' : 'U',
    confidentiality: read('VC', LEVEL),
    integrity: read('VI', LEVEL),
    availability: read('VA', LEVEL),
  };
}

function readVersion2(read: Read): CvssMetrics {
  const impact = { N: 'N', P: 'L', C: 'H' } as const;
  return {
    version: '2.0',
    attackVector: read('AV', { N: 'N', A: 'A', L: 'L' } as const),
    attackComplexity: read('AC', { L: 'L', M: 'H', H: 'H' } as const),
    privilegesRequired: read('AU', { N: 'N', S: 'L', M: 'H' } as const),
    confidentiality: read('C', impact),
    integrity: read('I', impact),
    availability: read('A', impact),
  };
}
