/**
 * A product that must be there for a condition to hold.
 *
 * @public
 */
export interface ApplicabilityAtom {
  /** As in CPE: a application, h hardware, o operating system or firmware; `*` the device itself, whatever it is. */
  part: string;
  vendor: string;
  product: string;
  /** As rows have it; absent means every version. */
  range?: string;
  /** What the name asks for beyond the product (edition, target software), which inventories do not tell. */
  narrowing?: string;
}

/**
 * A condition on what a device is and what runs on it, as NVD writes its configurations.
 *
 * @public
 */
export interface Applicability {
  operator: 'AND' | 'OR';
  negate?: boolean;
  terms: (Applicability | ApplicabilityAtom)[];
}
