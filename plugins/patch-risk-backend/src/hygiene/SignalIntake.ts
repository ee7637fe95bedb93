import { stringifyEntityRef, parseEntityRef } from '@backstage/catalog-model';
import type {
  PostSignalsRequest,
  Signal,
  SignalReceipt,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Knex } from 'knex';
import type { Clock } from '../clock/Clock';
import type { HygieneStore } from '../database/HygieneStore';
import type { HygieneReport, HygieneSignal } from './HygieneSignal';
import { insecureProtocols } from './insecureProtocols';

type Refusal = SignalReceipt['refused'][number];
type Fault = Omit<Refusal, 'index'>;

/** The same spelling of a ref as the catalog's; undefined when it is none. */
function refOf(text: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(text)).toLocaleLowerCase('en-US');
  } catch {
    return undefined;
  }
}

function readSignal(signal: Signal): HygieneSignal | Fault {
  const { id, kind, service, title } = signal;
  const facts = service
    ? [
        { name: 'service', value: service.name },
        ...(service.port === undefined
          ? []
          : [{ name: 'port', value: String(service.port) }]),
        ...(service.version === undefined
          ? []
          : [{ name: 'version', value: service.version }]),
      ]
    : [];
  if (kind === 'default-password') {
    return {
      key: id,
      title: title ?? 'A default or missing password was reported',
      facts,
    };
  }
  const name = service?.name.toLocaleLowerCase('en-US');
  const protocol = name === undefined ? undefined : insecureProtocols.get(name);
  if (!protocol) {
    return {
      field: 'service.name',
      value: service?.name ?? '',
      reason: 'is none of the protocols that are known to be insecure',
      remedy: `give one of ${[...insecureProtocols.keys()].join(', ')}`,
    };
  }
  const version = service?.version?.replace(/^v/i, '');
  if (
    protocol.versions &&
    version !== undefined &&
    !protocol.versions.includes(version)
  ) {
    return {
      field: 'service.version',
      value: version,
      reason: `is no insecure version of ${name}`,
      remedy: `report versions ${protocol.versions.join(', ')} only`,
    };
  }
  return { key: id, title: title ?? protocol.title, facts };
}

/** Takes conditions that scanners report. Nothing here tries a password or a protocol on a device. */
export class SignalIntake {
  readonly #options: Parameters<typeof SignalIntake.create>[0];

  static create(options: {
    clock: Clock;
    database: Knex;
    hygiene: HygieneStore;
  }) {
    return new SignalIntake(options);
  }

  private constructor(options: Parameters<typeof SignalIntake.create>[0]) {
    this.#options = options;
  }

  /** Keeps what can be used in one transaction and names the rest. Of one signal given twice the last counts. */
  async receive(request: PostSignalsRequest): Promise<SignalReceipt> {
    const { clock, database, hygiene } = this.#options;
    const refused: Refusal[] = [];
    const reports = new Map<
      string,
      HygieneReport & { at: Map<string, HygieneSignal | undefined> }
    >();
    const indexesOf = new Map<string, number[]>();
    for (const [index, signal] of request.signals.entries()) {
      const deviceRef = refOf(signal.device);
      const read = deviceRef
        ? readSignal(signal)
        : {
            field: 'device',
            value: signal.device.slice(0, 200),
            reason: 'is no entity ref',
            remedy: 'write one like resource:default/pump-plc',
          };
      if (!deviceRef || 'reason' in read) {
        refused.push({ index, ...(read as Fault) });
        continue;
      }
      const key = JSON.stringify([deviceRef, signal.kind]);
      const report = reports.get(key) ?? {
        deviceRef,
        kind: signal.kind,
        source: request.source,
        signals: [],
        at: new Map(),
      };
      report.at.set(signal.id, signal.state === 'present' ? read : undefined);
      reports.set(key, report);
      indexesOf.set(deviceRef, [...(indexesOf.get(deviceRef) ?? []), index]);
    }
    const figures = await database.transaction(transaction =>
      hygiene.report(transaction, {
        at: clock.now().toISOString(),
        reports: [...reports.values()].map(({ at, ...report }) => ({
          ...report,
          signals: [...at.values()].flatMap(signal => signal ?? []),
          gone: [...at].flatMap(([id, signal]) => (signal ? [] : id)),
        })),
      }),
    );
    for (const ref of new Set(figures.unknownDevices)) {
      for (const index of indexesOf.get(ref) ?? []) {
        refused.push({
          index,
          field: 'device',
          value: ref,
          reason: 'is no device that is known',
          remedy: 'add it to the catalog as a Resource of type device',
        });
      }
    }
    const { opened, changed, closed } = figures;
    return {
      opened,
      changed,
      closed,
      unchanged:
        request.signals.length - refused.length - opened - changed - closed,
      refused: refused.sort((one, other) => one.index - other.index),
    };
  }
}
