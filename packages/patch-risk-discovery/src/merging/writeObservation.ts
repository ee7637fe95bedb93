import type { Observation } from './Observation';

const sorted = <Value>(map: ReadonlyMap<string, Value>) =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** An observation as JSON; equal ones give equal texts. */
export function writeObservation(observation: Observation) {
  const { ips, stated, services, components, ...rest } = observation;
  return {
    ...rest,
    ips: sorted(ips),
    stated: sorted(stated).map(([field, values]) => [field, sorted(values)]),
    services: sorted(services),
    components: sorted(components),
  };
}
