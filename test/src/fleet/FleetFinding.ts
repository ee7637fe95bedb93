import type { BenchProduct } from '../bench/organisation/BenchProduct';

/** A vulnerability of a product with what its advisory says of a fix, and an EPSS value. */
export interface FleetFinding {
  product: BenchProduct;
  vulnerability: BenchProduct['vulnerabilities'][number]['vulnerability'];
  remediation: BenchProduct['vulnerabilities'][number]['remediation'];
  advisedProduct: BenchProduct['vulnerabilities'][number]['advisedProduct'];
  epss: number;
}
