import { aliasKey } from './aliasKey';
import type { Observation } from './Observation';
import { ownKeyOf } from './ownKeyOf';

/**
 * Under which texts a store has to find an observation.
 *
 * @public
 */
export interface ObservationLabels {
  /** Observations that share one are linked. Those that begin with `device-` are keys of devices. */
  labels: string[];
  /** Texts that an alias could replace. */
  texts: string[];
}

/**
 * The labels of an observation. They are wider than what joins, and do not change with people's decisions: a serial
 * number stands without its vendor, of which an alias can make another.
 */
export function labelsOfObservation(
  observation: Observation,
): ObservationLabels {
  const { identity, id, stated } = observation;
  return {
    labels: [
      ...new Set([
        identity.key,
        ownKeyOf(id),
        ...identity.macs.map(mac => `mac ${mac}`),
        ...identity.hosts,
        ...(identity.serial === undefined ? [] : [`serial ${identity.serial}`]),
      ]),
    ],
    texts: (['vendor', 'model'] as const).flatMap(field =>
      [
        ...new Set(
          [...(stated.get(field)?.keys() ?? [])].map(text =>
            aliasKey(field, text),
          ),
        ),
      ].sort(),
    ),
  };
}
