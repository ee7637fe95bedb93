import { cleanText } from '@patch-risk/match';
import { createClaim } from '../../sightings/createClaim';
import type { SeenService, Sighting } from '../../sightings/Sighting';
import type { JsonRecord } from './JsonRecord';
import type { EveSide } from './readSide';
import { splitProduct } from './splitProduct';

/** What an event tells of its two ends. */
export interface EveFacts {
  client: Partial<Sighting>;
  server: Partial<Sighting>;
}

const systems =
  /\((?:[^()]*;\s?)?(Windows NT [\d.]+|Windows CE[^;)]{0,20}|Linux [\w ]{1,20}|Android [\d.]+|Mac OS X [\d._]+)/;

function serviceOf(
  server: EveSide | undefined,
  protocol: 'tcp' | 'udp' | 'sctp',
  more: Partial<SeenService>,
): SeenService[] {
  return server?.port === undefined
    ? []
    : [{ port: server.port, protocol, ...more }];
}

function serverHeader(record: JsonRecord): string | undefined {
  const headers = record.at('http', 'response_headers');
  for (const header of Array.isArray(headers) ? headers.slice(0, 100) : []) {
    const name = header?.name;
    if (typeof name === 'string' && name.toLowerCase() === 'server') {
      return typeof header.value === 'string' ? header.value : undefined;
    }
  }
  return record.text('http', 'server');
}

function factsOfHttp(record: JsonRecord, server?: EveSide): EveFacts {
  const agent = record.text('http', 'http_user_agent');
  const banner = serverHeader(record);
  // Every browser calls itself Mozilla; what it is stands somewhere in the rest, in a way of its own.
  const client =
    agent && !agent.startsWith('Mozilla/') ? splitProduct(agent) : undefined;
  const [, system] = systems.exec(agent?.slice(0, 1000) ?? '') ?? [];
  const found = banner ? splitProduct(banner) : undefined;
  return {
    client: {
      components: client
        ? [{ name: client.product, version: client.version }]
        : [],
      operatingSystem: createClaim({
        value: system,
        confidence: 0.4,
        evidence: 'user agent of HTTP',
      }),
    },
    server: {
      services:
        record.number('http', 'status') === undefined && !found
          ? []
          : serviceOf(server, 'tcp', { name: 'http', ...found }),
    },
  };
}

function factsOfTls(record: JsonRecord, server?: EveSide): EveFacts {
  const subject = record.text('tls', 'subject')?.slice(0, 2000);
  const selfSigned =
    subject !== undefined && subject === record.text('tls', 'issuerdn');
  // A certificate that a device made itself names its maker; one of an authority names its operator.
  const [, organisation] =
    (selfSigned && /(?:^|,\s?)O=("[^"]+"|[^,]+)/.exec(subject)) || [];
  return {
    client: {},
    server: {
      services: subject ? serviceOf(server, 'tcp', { name: 'tls' }) : [],
      vendor: createClaim({
        value: organisation?.replace(/"/g, ''),
        confidence: 0.3,
        evidence: `certificate of port ${server?.port}/tcp, signed by itself`,
      }),
    },
  };
}

function factsOfSsh(record: JsonRecord, server?: EveSide): EveFacts {
  const found = (['client', 'server'] as const).map(side => {
    const banner = record.text('ssh', side, 'software_version');
    return banner ? splitProduct(banner) : undefined;
  });
  const [ofClient, ofServer] = found.map(each =>
    each ? [{ name: each.product, version: each.version }] : [],
  );
  return {
    client: { components: ofClient },
    server: {
      components: ofServer,
      services: found[1]
        ? serviceOf(server, 'tcp', { name: 'ssh', ...found[1] })
        : [],
    },
  };
}

function factsOfFlow(record: JsonRecord, server?: EveSide): EveFacts {
  const protocol = (['tcp', 'udp', 'sctp'] as const).find(
    name => name === record.text('proto')?.toLowerCase(),
  );
  const said = record.text('app_proto');
  const name = said === 'failed' ? undefined : said;
  const answered = (record.number('flow', 'pkts_toclient') ?? 0) > 0;
  // An answer to TCP may be a refusal: only what went on counts.
  const refused =
    protocol === 'tcp' && (record.number('flow', 'bytes_toclient') ?? 0) < 200;
  return {
    client: {},
    server: {
      services:
        protocol && answered && !(refused && name === undefined)
          ? serviceOf(server, protocol, {
              name: name === undefined ? undefined : cleanText(name, 50),
            })
          : [],
    },
  };
}

const readers = new Map<
  string | undefined,
  (record: JsonRecord, server?: EveSide) => EveFacts
>([
  ['http', factsOfHttp],
  ['tls', factsOfTls],
  ['ssh', factsOfSsh],
  ['flow', factsOfFlow],
]);

/** What an event tells of its client and its server; undefined where its kind is not read. */
export function factsOf(
  record: JsonRecord,
  server: EveSide | undefined,
): EveFacts | undefined {
  return readers.get(record.text('event_type'))?.(record, server);
}
