import type { JsonObject } from '@backstage/types';
import { isIP } from 'node:net';
import type { ManagedDevice } from '../devices/ManagedDevice';
import { cleanText } from './cleanText';
import { macAddress } from './macAddress';

const TEXT_LENGTH = 200;
/** The most addresses of a kind that the schema of devices takes. */
const LIST_LENGTH = 500;
const hostname =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

function list(values: readonly (string | undefined)[]): string[] {
  const found = values.filter(value => value !== undefined);
  return [...new Set(found)].slice(0, LIST_LENGTH);
}

/** `spec.device` of a discovered device. What the schema of devices would refuse is left out. */
export function deviceFieldsOf(device: ManagedDevice): JsonObject {
  const texts = {
    vendor: device.vendor,
    model: device.model,
    hardwareVersion: device.hardwareVersion,
    firmwareVersion: device.firmwareVersion,
    serial: device.serial,
  };
  const fields: JsonObject = {};
  for (const [name, value] of Object.entries(texts)) {
    const text = cleanText(value, TEXT_LENGTH);
    if (text !== undefined) fields[name] = text;
  }
  const addresses = {
    mac: list(device.macs.map(macAddress)),
    ip: list(
      device.ips.map(ip => (isIP(ip) && !ip.includes('%') ? ip : undefined)),
    ),
    hostname: list(
      device.hostnames.map(name => (hostname.test(name) ? name : undefined)),
    ),
  };
  const known = Object.entries(addresses).filter(([, all]) => all.length > 0);
  if (known.length > 0) fields.addresses = Object.fromEntries(known);
  return fields;
}
