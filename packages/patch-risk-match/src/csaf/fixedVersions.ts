import type { ChosenRemediation } from './chooseRemediation';
import { fixedVersionOfRange } from './fixedVersionOfRange';
import { fixedVersionOfText } from './fixedVersionOfText';
import type { ProductTree, TreeProduct } from './ProductTree';
import type { CsafVulnerability } from './schema';

function nameKey(product: TreeProduct): string {
  return `${product.vendor}|${product.product}`.toLowerCase();
}

/** Versions of the products of a list, by product name. */
function versionsByName(
  productIds: readonly string[] | undefined,
  tree: ProductTree,
): Map<string, Set<string>> {
  const versions = new Map<string, Set<string>>();
  for (const productId of productIds ?? []) {
    for (const product of tree.products.get(productId) ?? []) {
      if (
        product.versionRange &&
        !/^[<>*]|vers:|all versions/i.test(product.versionRange)
      ) {
        const known = versions.get(nameKey(product)) ?? new Set();
        versions.set(nameKey(product), known.add(product.versionRange));
      }
    }
  }
  return versions;
}

/**
 * Finds the version that fixes a product, from the source closest to it that names exactly one: the
 * open upper bound of its own range, the text of the vendor's fix for it, then the list of first
 * fixed versions and that of fixed versions, which may be of another line of the same product.
 * Where the vendor says that there is no fix, there is none to find.
 */
export function fixedVersions(options: {
  lists: CsafVulnerability['product_status'];
  tree: ProductTree;
}): (product: TreeProduct, chosen: ChosenRemediation) => string | undefined {
  const { lists, tree } = options;
  const named = [
    versionsByName(lists?.first_fixed, tree),
    versionsByName(lists?.fixed, tree),
  ];
  return (product, chosen) => {
    if (
      chosen.state === 'no_fix_planned' ||
      chosen.state === 'none_available'
    ) {
      return undefined;
    }
    const ofRange =
      product.versionRange && fixedVersionOfRange(product.versionRange);
    if (ofRange) {
      return ofRange;
    }
    const ofText =
      chosen.remediation?.category === 'vendor_fix'
        ? fixedVersionOfText(chosen.remediation.details)
        : undefined;
    if (ofText) {
      return ofText;
    }
    for (const versions of named) {
      const found = versions.get(nameKey(product));
      if (found?.size === 1) {
        return [...found][0];
      }
    }
    return undefined;
  };
}
