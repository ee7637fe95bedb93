import { NotFoundError } from '@backstage/errors';
import type {
  DeviceFields,
  DeviceReach,
  ReachableFinding,
  ReachFlow,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { FlowSummary } from './flows/FlowSummary';
import { FlowStore } from './flows/FlowStore';
import { namedServices } from './namedService';
import { ReachStore } from './ReachStore';

/** Findings whose titles are looked at. */
const MOST_FINDINGS = 1_000;

function toFlow(flow: FlowSummary): ReachFlow {
  const {
    deviceRef: _device,
    ownZone,
    peerZone,
    port,
    service,
    ...rest
  } = flow;
  return {
    ...rest,
    ownZone: ownZone || undefined,
    peerZone: peerZone || undefined,
    port: port || undefined,
    service: service || undefined,
  };
}

/** Tells what the network shows of a device. */
export class ReachReads {
  readonly #database: Knex;
  readonly #store: ReachStore;
  readonly #flows: FlowStore;

  static create(options: { database: Knex }): ReachReads {
    return new ReachReads(options.database);
  }

  private constructor(database: Knex) {
    this.#database = database;
    this.#store = ReachStore.create({ database });
    this.#flows = FlowStore.create({ database });
  }

  /** @throws NotFoundError where there is no such device */
  async get(deviceRef: string): Promise<DeviceReach> {
    const row: { fields: string } | undefined = await this.#database('devices')
      .where('entity_ref', deviceRef)
      .first('fields');
    if (!row) {
      throw new NotFoundError(`There is no device ${deviceRef}`);
    }
    const fields: DeviceFields = JSON.parse(row.fields);
    const [reach, flows] = await Promise.all([
      this.#store.of([deviceRef]),
      this.#flows.of([deviceRef]),
    ]);
    const stored = reach.get(deviceRef);
    const summaries = flows.get(deviceRef) ?? [];
    return {
      deviceRef,
      zone: stored?.zone,
      declaredExposure: fields.exposure,
      derivedExposure: stored?.derivedExposure,
      evidence: stored?.evidence ?? [],
      flows: summaries.map(toFlow),
      paths: (stored?.paths ?? []).map(({ isWhole: _whole, ...path }) => path),
      reachableFindings: await this.#reachableFindings(deviceRef, summaries),
      evaluatedAt: stored?.evaluatedAt,
    };
  }

  /** Open findings that name a service which answered somebody, in the order of their CVE ids. */
  async #reachableFindings(
    deviceRef: string,
    flows: readonly FlowSummary[],
  ): Promise<ReachableFinding[]> {
    const answered = flows.filter(
      ({ direction, state }) => direction === 'inbound' && state === 'answered',
    );
    if (answered.length === 0) {
      return [];
    }
    const rows: { id: string; cve: string; title: string }[] =
      await this.#database('findings')
        .join('vulnerabilities', 'vulnerabilities.cve', 'findings.cve')
        .where('findings.device_ref', deviceRef)
        .whereNull('findings.closed_at')
        .whereNotNull('vulnerabilities.title')
        .orderBy('findings.cve')
        .limit(MOST_FINDINGS)
        .select('findings.id', 'findings.cve', 'vulnerabilities.title');
    return rows.flatMap(({ id, cve, title }) =>
      namedServices(title).flatMap(service => {
        const seen = answered.filter(
          flow =>
            service.aliases.includes(flow.service) ||
            // What the sensor recognised as another service is that one.
            (flow.service === '' &&
              service.ports.includes(`${flow.protocol}/${flow.port}`)),
        );
        return seen.length === 0
          ? []
          : [
              {
                findingId: id,
                cve,
                service: service.name,
                zones: [...new Set(seen.map(({ peerZone }) => peerZone))]
                  .filter(Boolean)
                  .sort(),
              },
            ];
      }),
    );
  }
}
