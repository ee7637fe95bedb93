/**
 * CPE and package URL of a product, left out where there are none.
 *
 * @param helper - `product_identification_helper` of CSAF
 */
export function identifiersOf(
  helper: { cpe?: string; purl?: string } | undefined,
): { cpe?: string; purl?: string } {
  return {
    ...(helper?.cpe === undefined ? {} : { cpe: helper.cpe }),
    ...(helper?.purl === undefined ? {} : { purl: helper.purl }),
  };
}
