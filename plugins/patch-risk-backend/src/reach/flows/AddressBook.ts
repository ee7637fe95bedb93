import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import { normaliseIp } from '@patch-risk/discovery';
import type { Knex } from 'knex';
import type { HostPace } from '../../workers/HostPace';

const PAGE = 500;

interface Owner {
  ref: string;
  siteRef: string | undefined;
}

/** Which device has an address, as the catalog says. */
export class AddressBook {
  readonly #owners: ReadonlyMap<string, readonly Owner[]>;

  private constructor(owners: ReadonlyMap<string, readonly Owner[]>) {
    this.#owners = owners;
  }

  static async read(options: {
    database: Knex;
    pace: HostPace;
  }): Promise<AddressBook> {
    const owners = new Map<string, Owner[]>();
    let after = '';
    for (;;) {
      const rows: {
        entity_ref: string;
        site_ref: string | null;
        fields: string;
      }[] = await options
        .database('devices')
        .whereNull('gone_at')
        .where('entity_ref', '>', after)
        .orderBy('entity_ref')
        .limit(PAGE)
        .select('entity_ref', 'site_ref', 'fields');
      for (const row of rows) {
        const fields: DeviceFields = JSON.parse(row.fields);
        for (const text of new Set(fields.addresses.ip)) {
          const address = normaliseIp(text);
          if (address !== undefined) {
            const all = owners.get(address) ?? [];
            all.push({
              ref: row.entity_ref,
              siteRef: row.site_ref ?? undefined,
            });
            owners.set(address, all);
          }
        }
      }
      after = rows.at(-1)?.entity_ref ?? '';
      if (rows.length < PAGE) {
        return new AddressBook(owners);
      }
      await options.pace.rest();
    }
  }

  /**
   * The device of an address; undefined where there is none, or several of which the site does not tell one.
   *
   * @param site - entity ref of the site where the address was seen
   */
  deviceOf(address: string, site: string | undefined): string | undefined {
    const owners = this.#owners.get(address) ?? [];
    const there =
      site === undefined
        ? owners
        : owners.filter(
            ({ siteRef }) => siteRef === site || siteRef === undefined,
          );
    return there.length === 1 ? there[0].ref : undefined;
  }
}
