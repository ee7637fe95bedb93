import type { TicketDevice } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Knex } from 'knex';
import { whereInValues } from './whereInValues';

/** What a ticket says of the things that its task is about. */
export interface TicketSubject {
  devices: Omit<TicketDevice, 'url'>[];
  siteTitle?: string;
  ownerTitle?: string;
  assigneeAccountId?: string;
}

/** Names of devices, site and owner for tickets. */
export class TicketSubjectStore {
  readonly #database: Knex;

  private constructor(database: Knex) {
    this.#database = database;
  }

  static create(options: { database: Knex }): TicketSubjectStore {
    return new TicketSubjectStore(options.database);
  }

  async get(options: {
    deviceRefs: string[];
    siteRef?: string;
    ownerRef?: string;
  }): Promise<TicketSubject> {
    const query = this.#database('devices')
      .leftJoin('assessments', 'assessments.device_ref', 'devices.entity_ref')
      .select(
        'devices.entity_ref',
        'devices.title',
        'devices.vendor',
        'devices.model',
        'devices.firmware_version',
        'assessments.index',
      )
      .orderBy('devices.entity_ref');
    whereInValues(query, 'devices.entity_ref', options.deviceRefs);
    const [devices, site, owner] = await Promise.all([
      query,
      this.#byRef('sites', options.siteRef),
      this.#byRef('owners', options.ownerRef),
    ]);
    return {
      devices: devices.map(device => ({
        entityRef: device.entity_ref,
        title: device.title,
        vendor: device.vendor ?? undefined,
        model: device.model ?? undefined,
        firmwareVersion: device.firmware_version ?? undefined,
        index: device.index ?? undefined,
      })),
      siteTitle: site?.title,
      ownerTitle: owner?.title,
      assigneeAccountId: owner?.jira_account_id ?? undefined,
    };
  }

  async #byRef(
    table: 'sites' | 'owners',
    entityRef: string | undefined,
  ): Promise<{ title: string; jira_account_id?: string | null } | undefined> {
    return entityRef === undefined
      ? undefined
      : this.#database(table).where({ entity_ref: entityRef }).first();
  }
}
