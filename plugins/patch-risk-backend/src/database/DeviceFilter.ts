import type { Knex } from 'knex';

/** A condition on the mirrored owner, site and zone of a device. @public */
export type DeviceFilter =
  | { attribute: 'owner_ref' | 'site_ref' | 'zone'; values: string[] }
  | { allOf: DeviceFilter[] }
  | { anyOf: DeviceFilter[] }
  | { not: DeviceFilter };

/** Narrows a query over the table `devices` to the devices that the filter lets through. */
export function applyDeviceFilter(
  query: Knex.QueryBuilder,
  filter: DeviceFilter,
): Knex.QueryBuilder {
  if ('attribute' in filter) {
    return query.whereIn(`devices.${filter.attribute}`, filter.values);
  }
  if ('not' in filter) {
    // A missing attribute makes the inner condition NULL, which NOT would keep NULL: such a device does not match it.
    return query.whereNotIn('devices.entity_ref', inner =>
      applyDeviceFilter(
        inner.select('devices.entity_ref').from('devices'),
        filter.not,
      ),
    );
  }
  const parts = 'allOf' in filter ? filter.allOf : filter.anyOf;
  return query.where(outer => {
    for (const part of parts) {
      const narrow = (inner: Knex.QueryBuilder) => {
        applyDeviceFilter(inner, part);
      };
      if ('allOf' in filter) {
        outer.andWhere(narrow);
      } else {
        outer.orWhere(narrow);
      }
    }
  });
}

/** The same condition on one device in memory. */
export function matchesDeviceFilter(
  device: { ownerRef?: string; siteRef?: string; zone?: string },
  filter: DeviceFilter,
): boolean {
  if ('attribute' in filter) {
    const value = {
      owner_ref: device.ownerRef,
      site_ref: device.siteRef,
      zone: device.zone,
    }[filter.attribute];
    return value !== undefined && filter.values.includes(value);
  }
  if ('not' in filter) {
    return !matchesDeviceFilter(device, filter.not);
  }
  return 'allOf' in filter
    ? filter.allOf.every(part => matchesDeviceFilter(device, part))
    : filter.anyOf.some(part => matchesDeviceFilter(device, part));
}
