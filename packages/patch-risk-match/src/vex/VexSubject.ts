import type { Applicability } from '../applicability/Applicability';

/** A product or component that a VEX document speaks of. */
export interface VexSubject {
  vendor: string;
  product: string;
  version?: string;
  cpe?: string;
  purl?: string;
  /** Names from the product down to it. */
  path: string[];
  /** A component is meant as a part of this product only. */
  within?: Applicability;
}
