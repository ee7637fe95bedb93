import { createSighting } from '../../sightings/createSighting';
import { createLocalNetworks } from '../../text/createLocalNetworks';
import { readInstant } from '../../text/readInstant';
import { readTextLines } from '../../text/readTextLines';
import { createProblem } from '../createProblem';
import { lineFaults } from '../lineFaults';
import type { NetworkSourceOptions } from '../NetworkSourceOptions';
import { RecentlyTold } from '../RecentlyTold';
import type { SourceReader } from '../SourceReader';
import { factsOf } from './factsOf';
import { isLinkLocal } from './isLinkLocal';
import { JsonRecord } from './JsonRecord';
import { readSide } from './readSide';
import { sightDhcp } from './sightDhcp';

function parse(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const record = new JsonRecord(value);
    return record.text('event_type') === undefined ? undefined : record;
  } catch {
    return undefined;
  }
}

/**
 * A reader of Suricata's EVE JSON: `dhcp`, `http`, `tls`, `ssh` and `flow`; other events are passed over. Only hosts
 * of ours are told (private ranges and `localNetworks`), and the same thing once an hour.
 *
 * @throws RangeError where a block of `localNetworks` is none
 *
 * @public
 */
export function createSuricataReader(
  readerOptions: NetworkSourceOptions = {},
): SourceReader {
  const isLocal = createLocalNetworks(readerOptions.localNetworks);
  return async function* readSuricata(input, options) {
    const told = new RecentlyTold();
    for await (const line of readTextLines(input, {
      maxLineBytes: 1_048_576,
    })) {
      const place = {
        source: 'suricata',
        record: `${options.file}:${line.number}`,
        site: options.site,
      };
      if (line.fault) {
        yield createProblem({
          record: place.record,
          ...lineFaults[line.fault],
        });
      }
      if (line.text.trim() === '') {
        continue;
      }
      const record = parse(line.text);
      if (!record) {
        yield createProblem({
          record: place.record,
          value: line.text,
          reason: 'the line is no JSON object with event_type',
          remedy: 'Give the file eve.json, with one event a line',
        });
        continue;
      }
      const seenAt = readInstant(record.text('timestamp') ?? '');
      if (record.text('event_type') === 'dhcp') {
        const sighting = sightDhcp(record, { ...place, seenAt });
        if (!sighting) {
          yield createProblem({
            record: place.record,
            field: 'dhcp.client_mac',
            value: record.text('dhcp', 'client_mac'),
            reason: 'is not a MAC address',
            remedy: 'Nothing, unless all events of DHCP lack it',
          });
        } else if (
          told.isNew(
            seenAt,
            ...sighting.macs,
            ...sighting.ips,
            ...sighting.hostnames,
          )
        ) {
          yield { kind: 'sighting', sighting };
        }
        continue;
      }
      const server = readSide(record, 'dest');
      const facts = factsOf(record, server);
      if (!facts) {
        continue;
      }
      for (const [side, parts] of [
        [readSide(record, 'src'), facts.client],
        [server, facts.server],
      ] as const) {
        // A destination that told nothing may not exist.
        const mayBeNobody =
          side === server &&
          !parts.vendor &&
          !parts.services?.length &&
          !parts.components?.length;
        if (!side || mayBeNobody || !isLocal(side.ip)) {
          continue;
        }
        if (
          told.isNew(seenAt, side.ip, ...side.frameMacs, JSON.stringify(parts))
        ) {
          const own = isLinkLocal(side.ip) && side.frameMacs.length === 1;
          yield {
            kind: 'sighting',
            sighting: createSighting({
              ...parts,
              ...place,
              seenAt,
              ips: [side.ip],
              macs: own ? side.frameMacs : [],
              frameMacs: side.frameMacs.length > 0 ? side.frameMacs : undefined,
            }),
          };
        }
      }
    }
  };
}
