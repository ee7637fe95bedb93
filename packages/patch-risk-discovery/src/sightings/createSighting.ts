import type { Sighting } from './Sighting';

/**
 * A sighting with empty lists where nothing is given, and every address and name once.
 *
 * @public
 */
export function createSighting(
  parts: Partial<Sighting> & Pick<Sighting, 'source' | 'record'>,
): Sighting {
  return {
    ...parts,
    macs: [...new Set(parts.macs)],
    ips: [...new Set(parts.ips)],
    hostnames: [...new Set(parts.hostnames)],
    services: parts.services ?? [],
    components: parts.components ?? [],
  };
}
