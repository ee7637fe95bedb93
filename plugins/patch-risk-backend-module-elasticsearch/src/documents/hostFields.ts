import { isIP } from 'node:net';
import type { EventDevice } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { Loose } from './compact';
import { shorten } from './shorten';

/** ECS writes hardware addresses as upper-case octets with hyphens. */
function ecsMac(mac: string): string | undefined {
  const digits = mac.replace(/[^0-9a-fA-F]/g, '').toUpperCase();
  return digits.length === 12 || digits.length === 16
    ? digits.match(/../g)?.join('-')
    : undefined;
}

function unique(values: (string | undefined)[]): string[] {
  return [
    ...new Set(
      values.filter(
        (value): value is string => value !== undefined && value !== '',
      ),
    ),
  ];
}

/**
 * The device as ECS names it: `host.*` is what other products see on the network, `device.*` is the thing, `related.*`
 * is where an analyst pivots. An address that is none would make Elasticsearch refuse the whole document and is left
 * out.
 */
export function hostFields(device: EventDevice): { [key: string]: Loose } {
  const ip = unique(
    device.ip.map(address => (isIP(address) > 0 ? address : undefined)),
  );
  const names = unique(
    device.hostname.map(name => shorten(name.toLowerCase())),
  );
  const entityName = device.entityRef.split('/').at(-1) ?? device.entityRef;
  const name = names[0] ?? shorten(entityName);
  return {
    host: {
      id: shorten(device.entityRef),
      name,
      hostname: names[0],
      ip,
      mac: unique(device.mac.map(ecsMac)),
      risk: {
        calculated_score: device.riskIndex,
        calculated_score_norm: device.riskIndex,
      },
    },
    device: {
      id: shorten(device.entityRef),
      manufacturer: device.vendor && shorten(device.vendor),
      model: { name: device.model && shorten(device.model) },
      serial_number: device.serial && shorten(device.serial),
    },
    related: { ip, hosts: unique([name, ...names]) },
  };
}
