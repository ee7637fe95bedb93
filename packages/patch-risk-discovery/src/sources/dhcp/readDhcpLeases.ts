import { createSighting } from '../../sightings/createSighting';
import { normaliseHostname } from '../../text/normaliseHostname';
import { normaliseIp } from '../../text/normaliseIp';
import { normaliseMac } from '../../text/normaliseMac';
import { readTextLines } from '../../text/readTextLines';
import type { TextLine } from '../../text/TextLine';
import { createProblem } from '../createProblem';
import type { SourceItem, SourceReader } from '../SourceReader';
import type { Lease, LeaseItem } from './Lease';
import { parseDnsmasqLeases } from './parseDnsmasqLeases';
import { parseIscLeases } from './parseIscLeases';
import { parseKeaLeases } from './parseKeaLeases';

const formats: [
  RegExp,
  (lines: AsyncIterable<TextLine>) => AsyncGenerator<LeaseItem>,
][] = [
  [/^address,/, parseKeaLeases],
  [/^(?:\d{1,12} \S+ \S+ \S+|duid \S+)/, parseDnsmasqLeases],
  [/^(?:#|[a-z][\w-]*\b.*[;{])/i, parseIscLeases],
];

async function* from(
  first: TextLine,
  rest: AsyncIterator<TextLine>,
): AsyncGenerator<TextLine, void, undefined> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    yield next.value;
  }
}

function* itemsOf(
  lease: Lease,
  place: { record: string; site?: string },
): Generator<SourceItem> {
  const mac = lease.mac === undefined ? undefined : normaliseMac(lease.mac);
  const ip = lease.ip === undefined ? undefined : normaliseIp(lease.ip);
  if (lease.mac !== undefined && mac === undefined) {
    yield createProblem({
      record: place.record,
      field: 'MAC address',
      value: lease.mac,
      reason: 'is no MAC address',
      remedy: 'Nothing, unless the client is on Ethernet',
    });
  }
  if (lease.ip !== undefined && ip === undefined) {
    yield createProblem({
      record: place.record,
      field: 'address',
      value: lease.ip,
      reason: 'is no address of a device',
      remedy: 'Check the lease file at this line',
    });
  }
  const hostname = normaliseHostname(lease.hostname ?? '');
  const ips = ip !== undefined && lease.active ? [ip] : [];
  // A lease that is over tells of a client by its MAC alone; without one it tells of nobody.
  if (mac !== undefined || ips.length > 0) {
    yield {
      kind: 'sighting',
      sighting: createSighting({
        ...place,
        source: 'dhcp',
        seenAt: lease.seenAt,
        macs: mac === undefined ? [] : [mac],
        ips,
        hostnames: hostname === undefined ? [] : [hostname],
      }),
    };
  }
}

/**
 * Reads lease files of DHCP servers: ISC `dhcpd.leases`, dnsmasq, and Kea's CSV; which of them it is, the first line
 * tells.
 *
 * @public
 */
export const readDhcpLeases: SourceReader = async function* readDhcpLeases(
  input,
  options,
) {
  const lines = readTextLines(input);
  try {
    let first = await lines.next();
    while (!first.done && first.value.text.trim() === '') {
      first = await lines.next();
    }
    if (first.done) {
      return;
    }
    const { text, number } = first.value;
    const parse = formats.find(([form]) => form.test(text))?.[1];
    if (!parse) {
      yield createProblem({
        record: `${options.file}:${number}`,
        value: text,
        reason: 'the file is no lease file that is known',
        remedy: 'Give dhcpd.leases, the lease file of dnsmasq, or Kea’s CSV',
      });
      return;
    }
    for await (const item of parse(from(first.value, lines))) {
      if ('problem' in item) {
        const { line, ...problem } = item.problem;
        yield createProblem({ record: `${options.file}:${line}`, ...problem });
      } else {
        yield* itemsOf(item.lease, {
          record: `${options.file}:${item.lease.line}`,
          site: options.site,
        });
      }
    }
  } finally {
    await lines.return();
  }
};
