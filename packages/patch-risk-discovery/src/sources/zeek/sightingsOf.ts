import { cleanText } from '@patch-risk/match';
import { createClaim } from '../../sightings/createClaim';
import { createSighting } from '../../sightings/createSighting';
import type { SeenService, Sighting } from '../../sightings/Sighting';
import { normaliseHostname } from '../../text/normaliseHostname';
import { normaliseIp } from '../../text/normaliseIp';
import { normaliseMac } from '../../text/normaliseMac';
import { readInstant } from '../../text/readInstant';
import type { RecentlyTold } from '../RecentlyTold';
import type { LogKind } from './logKind';
import type { ZeekRecord } from './ZeekRecord';

/** What is the same for all records of a file. */
export interface ZeekContext {
  isLocal: (ip: string) => boolean;
  told: RecentlyTold;
  /** File and line. */
  record: string;
  site?: string;
}

// The responder answered: https://docs.zeek.org, Conn::Info, conn_state.
const answered = new Set(['S1', 'S2', 'S3', 'SF', 'RSTO', 'RSTR']);

function present<T>(...values: (T | undefined)[]): T[] {
  return values.filter(value => value !== undefined);
}

function normalised(
  record: ZeekRecord,
  fields: string[],
  normalise: (text: string) => string | undefined,
): string[] {
  return present(
    ...fields.map(field => {
      const text = record.text(field);
      return text === undefined ? undefined : normalise(text);
    }),
  );
}

function portOf(text: string | undefined): number | undefined {
  const port = Number(text);
  return text && Number.isInteger(port) && port > 0 && port < 65_536
    ? port
    : undefined;
}

function protocolOf(text: string | undefined) {
  return (['tcp', 'udp', 'sctp'] as const).find(name => name === text);
}

function* ofConnection(
  record: ZeekRecord,
  context: ZeekContext,
): Generator<Sighting> {
  const instant = record.text('ts');
  const seenAt = instant === undefined ? undefined : readInstant(instant);
  for (const side of ['orig', 'resp'] as const) {
    const [ip] = normalised(record, [`id.${side}_h`], normaliseIp);
    const says = record.text(`local_${side}`);
    if (
      ip === undefined ||
      !(['T', 'true'].includes(says ?? '') || context.isLocal(ip))
    ) {
      continue;
    }
    const port = portOf(record.text('id.resp_p'));
    const protocol = protocolOf(record.text('proto'));
    const isService =
      side === 'resp' && answered.has(record.text('conn_state') ?? '');
    const [name] = record.list('service');
    const services: SeenService[] =
      isService && port !== undefined && protocol
        ? [{ port, protocol, name: name && cleanText(name, 50) }]
        : [];
    // One that never answered may not exist: a scan of empty addresses is no device.
    if (side === 'resp' && services.length === 0) {
      continue;
    }
    const frameMacs = normalised(record, [`${side}_l2_addr`], normaliseMac);
    const [service] = services;
    const facts = [ip, frameMacs[0], service && `${port}/${protocol}/${name}`];
    if (context.told.isNew(seenAt, ...facts)) {
      yield createSighting({
        source: 'zeek',
        record: context.record,
        site: context.site,
        seenAt,
        ips: [ip],
        frameMacs: frameMacs.length > 0 ? frameMacs : undefined,
        services,
      });
    }
  }
}

function versionOf(record: ZeekRecord): string | undefined {
  const numbers = present(
    ...['major', 'minor', 'minor2', 'minor3'].map(part =>
      record.text(`version.${part}`),
    ),
  ).join('.');
  const more = record.text('version.addl');
  const glue = /^[a-z]\d*$/i.test(more ?? '') ? '' : '-';
  const version = more && numbers ? `${numbers}${glue}${more}` : numbers;
  return version ? cleanText(version, 100) : undefined;
}

function* ofSoftware(
  record: ZeekRecord,
  context: ZeekContext,
): Generator<Sighting> {
  const [ip] = normalised(record, ['host'], normaliseIp);
  const name = cleanText(record.text('name') ?? '', 200);
  if (ip === undefined || name === '' || !context.isLocal(ip)) {
    return;
  }
  const instant = record.text('ts');
  const seenAt = instant === undefined ? undefined : readInstant(instant);
  const [area = '', role = ''] = (record.text('software_type') ?? '').split(
    '::',
  );
  const version = versionOf(record);
  const port = portOf(record.text('host_p'));
  if (
    !context.told.isNew(seenAt, ip, area, role, name, version, String(port))
  ) {
    return;
  }
  const isSystem = area === 'OS';
  yield createSighting({
    source: 'zeek',
    record: context.record,
    site: context.site,
    seenAt,
    ips: [ip],
    operatingSystem: isSystem
      ? createClaim({
          value: present(name, version).join(' '),
          confidence: 0.5,
          evidence: 'software.log, guessed from traffic',
        })
      : undefined,
    components: isSystem ? [] : [{ name, version }],
    services:
      role.endsWith('SERVER') && port !== undefined && area !== 'DHCP'
        ? [
            {
              port,
              protocol: 'tcp',
              name: cleanText(area.toLowerCase(), 50),
              product: name,
              version,
            },
          ]
        : [],
  });
}

function* ofDhcp(
  record: ZeekRecord,
  context: ZeekContext,
): Generator<Sighting> {
  const instant = record.text('ts');
  const host = record.text('host_name');
  const domain = record.text('domain');
  const full =
    host && domain && !host.includes('.') ? `${host}.${domain}` : host;
  const known = new Set(record.list('msg_types'));
  const agreed = !record.has('msg_types') || known.has('ACK');
  yield createSighting({
    source: 'zeek',
    record: context.record,
    site: context.site,
    seenAt: instant === undefined ? undefined : readInstant(instant),
    macs: normalised(record, ['mac'], normaliseMac),
    // An address that was only asked for or offered is not the device's yet.
    ips: agreed
      ? normalised(record, ['assigned_addr', 'client_addr'], normaliseIp).slice(
          0,
          1,
        )
      : [],
    hostnames: present(
      full === undefined ? undefined : normaliseHostname(full),
      ...normalised(record, ['client_fqdn'], normaliseHostname),
    ),
  });
}

function* ofKnownDevice(
  record: ZeekRecord,
  context: ZeekContext,
): Generator<Sighting> {
  const instant = record.text('ts');
  yield createSighting({
    source: 'zeek',
    record: context.record,
    site: context.site,
    seenAt: instant === undefined ? undefined : readInstant(instant),
    macs: normalised(record, ['mac'], normaliseMac),
    hostnames: normalised(record, ['dhcp_host_name'], normaliseHostname),
  });
}

const readers = {
  conn: ofConnection,
  software: ofSoftware,
  dhcp: ofDhcp,
  known_devices: ofKnownDevice,
};

/** What a record tells about devices of ours. */
export function sightingsOf(
  kind: LogKind,
  record: ZeekRecord,
  context: ZeekContext,
): Generator<Sighting> {
  return readers[kind](record, context);
}
