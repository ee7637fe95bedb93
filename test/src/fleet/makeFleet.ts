import { makeDevice } from '../bench/organisation/makeDevice';
import { makeProducts } from '../bench/organisation/makeProducts';
import { readRealProducts } from '../bench/organisation/readRealProducts';
import { SeededRandom } from '../bench/SeededRandom';
import type { FleetDevice } from './FleetDevice';
import type { FleetFinding } from './FleetFinding';

const MOST_FINDINGS = 300;

/**
 * Devices of 1 to 300 findings, few with many: the logarithm of the number is uniform. A device has the vulnerabilities of
 * its product and, until the number is reached, those of the products that stand after it in the list, as a device has
 * components. CVEs, CVSS, dates, fix states and KEV dates are real where `../shared/data` is there; exposure, zone,
 * criticality, windows and EPSS values are invented.
 *
 * @returns the devices one by one, the same for the same seed, and where their vulnerabilities come from
 */
export function makeFleet(options: { devices: number; seed: number }): {
  source: 'real' | 'invented';
  devices: Iterable<FleetDevice>;
} {
  const random = SeededRandom.create(options.seed);
  const real = readRealProducts();
  const products = real ?? makeProducts(random);
  const epss = new Map<string, number>();
  const starts: number[] = [];
  const pool: FleetFinding[] = products.flatMap(product =>
    product.vulnerabilities.map(each => {
      const { cve } = each.vulnerability;
      if (!epss.has(cve)) {
        // Most values of EPSS are small, few are large.
        epss.set(cve, Math.min(0.97, Math.exp(-6 + 1.8 * random.normal())));
      }
      return { product, ...each, epss: epss.get(cve)! };
    }),
  );
  let start = 0;
  for (const { vulnerabilities } of products) {
    starts.push(start);
    start += vulnerabilities.length;
  }
  function* devices(): Generator<FleetDevice> {
    for (let device = 0; device < options.devices; device++) {
      const which = random.below(products.length);
      const count = Math.floor(
        Math.exp(random.next() * Math.log(MOST_FINDINGS + 1)),
      );
      const groups = new Map<string, FleetFinding[]>();
      const seen = new Set<string>();
      for (let at = starts[which]; seen.size < count; at++) {
        const finding = pool[at % pool.length];
        const { product, vulnerability, remediation } = finding;
        if (seen.has(vulnerability.cve)) {
          continue;
        }
        seen.add(vulnerability.cve);
        const key = `${product.vendor}|${product.model}|${
          remediation.fixedVersion ?? ''
        }`;
        groups.set(key, [...(groups.get(key) ?? []), finding]);
      }
      yield {
        fields: makeDevice(random, products[which]),
        groups: [...groups.values()],
        findingCount: count,
      };
    }
  }
  return { source: real ? 'real' : 'invented', devices: devices() };
}
