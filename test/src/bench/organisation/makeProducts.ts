import type { SeededRandom } from '../SeededRandom';
import type { BenchProduct } from './BenchProduct';

const VECTORS: [string, number, number][] = [
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, 3],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', 7.5, 4],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:L/A:N', 5.4, 2],
  ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 7.8, 3],
  ['CVSS:3.1/AV:A/AC:H/PR:N/UI:N/S:U/C:H/I:N/A:N', 5.3, 1],
];

/** Invented products for machines without `../shared/data`: about as many, with as many vulnerabilities, as the real ones. */
export function makeProducts(random: SeededRandom): BenchProduct[] {
  return Array.from({ length: 6000 }, (_, i) => {
    const count = Math.min(
      400,
      Math.ceil(Math.exp(0.8 + 1.2 * random.normal())),
    );
    const vendor = `Vendor ${random.below(400)}`;
    const model = `Model ${i}`;
    return {
      vendor,
      model,
      firmwareVersion: '1.0',
      vulnerabilities: Array.from({ length: count }, (__, j) => {
        const [cvssVector, cvssBaseScore] = random.choose(
          VECTORS.map(each => [each, each[2]] as const),
        );
        const year = 2017 + random.below(8);
        const month = String(1 + random.below(12)).padStart(2, '0');
        const state = random.choose([
          ['available', 7],
          ['none_available', 1],
          ['no_fix_planned', 1],
          ['unknown', 1],
        ]);
        return {
          vulnerability: {
            cve: `CVE-${year}-${100_000 + i * 400 + j}`,
            cvssVector,
            cvssBaseScore,
            cwes: [
              `CWE-${random.choose([
                [787, 3],
                [79, 2],
                [20, 2],
                [78, 1],
              ])}`,
            ],
            disclosedOn: `${year}-${month}-11`,
            kevDateAdded: random.next() < 0.01 ? '2025-03-01' : undefined,
          },
          remediation: {
            state,
            fixedVersion:
              state === 'available' ? `${1 + random.below(4)}.0` : undefined,
          },
          advisedProduct: {
            vendor,
            product: model,
            versionRange: j % 2 === 0 ? 'vers:all/*' : '<= 1.0',
            releasedOn: `${year}-${month}-11`,
            sectors: [],
          },
        };
      }),
    };
  });
}
