import { createHash } from 'node:crypto';
import type { DeviceIdentity } from './DeviceIdentity';
import { foldSerial } from './foldSerial';
import { foldVendor } from './foldVendor';
import { isGlobalMac } from './isGlobalMac';

/** A device that somebody else's entity describes. */
export interface DescribedDevice extends DeviceIdentity {
  entityRef: string;
  /** Key of the discovered device that the entity names by itself. */
  deviceKey?: string;
}

interface Known {
  entityRef: string;
  vendor: string;
  serial: string | undefined;
}

function sameVendor(one: string, other: string): boolean {
  return (
    one !== '' &&
    other !== '' &&
    (one === other ||
      one.startsWith(`${other} `) ||
      other.startsWith(`${one} `))
  );
}

/**
 * Finds the entity of a person that describes a device already: by the key that it names, else by vendor and serial
 * number, else by a globally unique MAC address, unless the serial numbers differ.
 */
export class DescribedDevices {
  /** Changes with what there is to find. */
  readonly digest: string;
  readonly #refs = new Set<string>();
  readonly #byKey = new Map<string, string>();
  readonly #bySerial = new Map<string, Known[]>();
  readonly #byMac = new Map<string, Known[]>();

  private constructor(devices: readonly DescribedDevice[]) {
    const facts: string[] = [];
    // Of two entities of one device the first by name counts, in every run.
    const sorted = [...devices].sort((one, other) =>
      one.entityRef < other.entityRef ? -1 : 1,
    );
    for (const { entityRef, deviceKey, vendor, serial, macs } of sorted) {
      const known: Known = {
        entityRef,
        vendor: foldVendor(vendor ?? ''),
        serial: foldSerial(serial ?? ''),
      };
      const global = macs.filter(isGlobalMac);
      this.#refs.add(entityRef);
      if (deviceKey !== undefined && !this.#byKey.has(deviceKey)) {
        this.#byKey.set(deviceKey, entityRef);
      }
      if (known.serial !== undefined) {
        push(this.#bySerial, known.serial, known);
      }
      for (const mac of global) {
        push(this.#byMac, mac, known);
      }
      facts.push(JSON.stringify([known, deviceKey, [...global].sort()]));
    }
    this.digest = createHash('sha256').update(facts.join('\n')).digest('hex');
  }

  static create(devices: readonly DescribedDevice[]): DescribedDevices {
    return new DescribedDevices(devices);
  }

  /** Whether somebody else's device bears this name. */
  has(entityRef: string): boolean {
    return this.#refs.has(entityRef);
  }

  /**
   * Entity ref of who describes the device; undefined where nobody does.
   *
   * @param device - `macs` as `macAddress` gives them
   */
  find(
    device: DeviceIdentity & { key: string; aliases: readonly string[] },
  ): string | undefined {
    for (const key of [device.key, ...device.aliases]) {
      const named = this.#byKey.get(key);
      if (named !== undefined) return named;
    }
    const vendor = foldVendor(device.vendor ?? '');
    const serial = foldSerial(device.serial ?? '');
    const bySerial = this.#bySerial
      .get(serial ?? '')
      ?.find(known => sameVendor(known.vendor, vendor));
    if (bySerial) return bySerial.entityRef;
    for (const mac of device.macs) {
      const byMac = this.#byMac
        .get(mac)
        ?.find(known => !known.serial || !serial || known.serial === serial);
      if (byMac) return byMac.entityRef;
    }
    return undefined;
  }
}

function push(map: Map<string, Known[]>, key: string, known: Known): void {
  const list = map.get(key);
  if (list) list.push(known);
  else map.set(key, [known]);
}
