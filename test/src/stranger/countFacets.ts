import type { DeviceSummary } from '@patch-risk/backstage-plugin-patch-risk-common';

const facets = {
  owner: (one: DeviceSummary) => one.ownerRef,
  site: (one: DeviceSummary) => one.siteRef,
  zone: (one: DeviceSummary) => one.zone,
  vendor: (one: DeviceSummary) => one.vendor,
  band: (one: DeviceSummary) => one.band ?? 'not_assessed',
};

/** How many devices have each value of each filter. */
export function countFacets(
  devices: readonly DeviceSummary[],
): [keyof typeof facets, Map<string, number>][] {
  const names = Object.keys(facets) as (keyof typeof facets)[];
  return names.map(name => {
    const counts = new Map<string, number>();
    for (const value of devices.map(facets[name])) {
      if (value) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
    return [name, counts];
  });
}
