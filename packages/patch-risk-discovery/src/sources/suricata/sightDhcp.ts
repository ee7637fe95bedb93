import { createSighting } from '../../sightings/createSighting';
import type { Sighting } from '../../sightings/Sighting';
import { normaliseHostname } from '../../text/normaliseHostname';
import { normaliseIp } from '../../text/normaliseIp';
import { normaliseMac } from '../../text/normaliseMac';
import type { JsonRecord } from './JsonRecord';

/**
 * The client of a DHCP event; undefined where it has no MAC. Its address counts once the server agreed (`ack`), or
 * where the client has it already (`client_ip`).
 */
export function sightDhcp(
  record: JsonRecord,
  place: Pick<Sighting, 'source' | 'record' | 'seenAt' | 'site'>,
): Sighting | undefined {
  const mac = normaliseMac(record.text('dhcp', 'client_mac') ?? '');
  if (mac === undefined) {
    return undefined;
  }
  const agreed = record.text('dhcp', 'dhcp_type') === 'ack';
  const ip = normaliseIp(
    (agreed
      ? record.text('dhcp', 'assigned_ip')
      : record.text('dhcp', 'client_ip')) ?? '',
  );
  const hostname = normaliseHostname(record.text('dhcp', 'hostname') ?? '');
  return createSighting({
    ...place,
    macs: [mac],
    ips: ip === undefined ? [] : [ip],
    hostnames: hostname === undefined ? [] : [hostname],
  });
}
