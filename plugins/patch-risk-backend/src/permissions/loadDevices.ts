import type { Knex } from 'knex';
import { whereInValues } from '../database/whereInValues';
import type { DeviceVisibility } from './deviceResource';

interface VisibilityRow {
  entity_ref: string;
  owner_ref: string | null;
  site_ref: string | null;
  zone: string | null;
}

/** The devices behind the refs, in their order, as the rules look at them. */
export async function loadDevices(options: {
  database: Knex;
  refs: string[];
}): Promise<(DeviceVisibility | undefined)[]> {
  const query = options
    .database<VisibilityRow>('devices')
    .select('entity_ref', 'owner_ref', 'site_ref', 'zone');
  whereInValues(query, 'entity_ref', options.refs);
  const rows: VisibilityRow[] = await query;
  const byRef = new Map(rows.map(row => [row.entity_ref, row]));
  return options.refs.map(ref => {
    const row = byRef.get(ref);
    return (
      row && {
        entityRef: row.entity_ref,
        ownerRef: row.owner_ref ?? undefined,
        siteRef: row.site_ref ?? undefined,
        zone: row.zone ?? undefined,
      }
    );
  });
}
