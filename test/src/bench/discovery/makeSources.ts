import { createSighting, type Sighting } from '@patch-risk/discovery';
import { SeededRandom } from '../SeededRandom';

const VENDORS = ['Siemens AG', 'Moxa Inc.', 'Rockwell Automation', 'WAGO'];
const SITES = 20;

const hex = (number: number) =>
  number.toString(16).padStart(6, '0').match(/../g)!.join(':');
const addressOf = (number: number) =>
  `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;

/** A list of devices as CSV with a row each, and what a scan and DHCP saw of some of them. */
export interface BenchSources {
  csv: string;
  scan: Sighting[];
  leases: Sighting[];
}

/**
 * Makes sources of an invented fleet. Each device has a row; half were scanned, a quarter of these
 * with a firmware that is not the one of the list; a third have a lease, some at a changed address.
 * One row in a hundred repeats the MAC of another device, one in two hundred its host name.
 */
export function makeSources(options: {
  devices: number;
  seed: number;
}): BenchSources {
  const { devices, seed } = options;
  const random = SeededRandom.create(seed);
  const lines = ['vendor,model,serial,mac,ip,hostname,firmware,site'];
  const scan: Sighting[] = [];
  const leases: Sighting[] = [];
  for (let number = 0; number < devices; number++) {
    const other = random.below(devices);
    const mac = `00:1b:1b:${hex(random.below(100) === 0 ? other : number)}`;
    const site = `site-${number % SITES}`;
    const repeats = random.below(200) === 0;
    const named = repeats ? other - (other % SITES) + (number % SITES) : number;
    const hostname = `press-${named}.example.com`;
    const ip = addressOf(number);
    const firmware = `2.${random.below(9)}.${random.below(20)}`;
    lines.push(
      [
        VENDORS[random.below(VENDORS.length)],
        `Model ${random.below(400)}`,
        `SN-${100000 + number}`,
        mac,
        ip,
        hostname,
        firmware,
        site,
      ].join(','),
    );
    if (number % 2 === 0) {
      const isOther = random.below(4) === 0;
      scan.push(
        createSighting({
          source: 'nmap',
          record: `scan.xml:${number}`,
          seenAt: '2026-11-20T08:00:00Z',
          macs: [`00:1b:1b:${hex(number)}`],
          ips: [ip],
          site,
          firmwareVersion: {
            value: isOther ? `3.${random.below(9)}` : firmware,
            confidence: 0.7,
            evidence: 'banner of port 80/tcp',
          },
          services: [
            { port: 80, protocol: 'tcp', name: 'http' },
            { port: 102, protocol: 'tcp', name: 'iso-tsap' },
          ],
        }),
      );
    }
    if (number % 3 === 0) {
      leases.push(
        createSighting({
          source: 'dhcp',
          record: `leases:${number}`,
          seenAt: '2026-11-20T09:00:00Z',
          macs: [`00:1b:1b:${hex(number)}`],
          ips: [addressOf(random.below(devices))],
          hostnames: [hostname],
          site,
        }),
      );
    }
  }
  return { csv: `${lines.join('\n')}\n`, scan, leases };
}
