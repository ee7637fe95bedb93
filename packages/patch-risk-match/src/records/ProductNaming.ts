/**
 * How a row names its product, where that is no name as a vendor writes it.
 *
 * - cpe: by the words of a CPE, which somebody else chose
 * - cpe-platform: by the hardware that the product runs on, so that which product runs on a device
 *   is not said
 *
 * @public
 */
export type ProductNaming = 'cpe' | 'cpe-platform';
