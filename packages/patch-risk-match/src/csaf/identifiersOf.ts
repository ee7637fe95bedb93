/**
 * Namespace of the `x_generic_uris` by which a hand-written advisory names components by their name
 * alone; the URI is the name, percent-encoded.
 *
 * @public
 */
export const COMPONENT_NAMESPACE = 'urn:patch-risk:component-name';

function componentNameOf(
  uris: readonly { namespace: string; uri: string }[] | undefined,
): string | undefined {
  const uri = uris?.find(
    ({ namespace }) => namespace === COMPONENT_NAMESPACE,
  )?.uri;
  try {
    return uri === undefined ? undefined : decodeURIComponent(uri);
  } catch {
    return undefined;
  }
}

/**
 * CPE, package URL and component name of a product, left out where there are none.
 *
 * @param helper - `product_identification_helper` of CSAF
 */
export function identifiersOf(
  helper:
    | {
        cpe?: string;
        purl?: string;
        x_generic_uris?: { namespace: string; uri: string }[];
      }
    | undefined,
): { cpe?: string; purl?: string; componentName?: string } {
  const componentName = componentNameOf(helper?.x_generic_uris);
  return {
    ...(helper?.cpe === undefined ? {} : { cpe: helper.cpe }),
    ...(helper?.purl === undefined ? {} : { purl: helper.purl }),
    ...(componentName === undefined ? {} : { componentName }),
  };
}
