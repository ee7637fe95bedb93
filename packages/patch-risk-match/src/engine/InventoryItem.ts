/**
 * What is known of a device, or of a component on it; everything may be missing.
 *
 * @public
 */
export interface InventoryItem {
  vendor?: string;
  /** Name of the product or model. */
  product?: string;
  version?: string;
  /** Series or revision of the hardware, or an order number. */
  hardware?: string;
  cpe?: string;
  /** Package URL. */
  purl?: string;
}
