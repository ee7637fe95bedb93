/**
 * The vendor that a product's CPE or package URL names.
 *
 * @param helper - `product_identification_helper` of CSAF.
 */
export function identifierVendor(
  helper: { cpe?: string; purl?: string } | undefined,
): string | undefined {
  const cpe = helper?.cpe?.match(
    /^cpe:(?:2\.3:[aho]|\/[aho]):((?:\\.|[^:\\])+)/i,
  );
  if (cpe && cpe[1] !== '*' && cpe[1] !== '-') {
    return cpe[1].replace(/\\(.)/g, '$1').replaceAll('_', ' ');
  }
  const purl = helper?.purl?.match(/^pkg:[^/]+\/([^/@?#]+)\/[^/]/i);
  return purl?.[1].slice(0, 200);
}
