/** A product of an advisory, as found by walking its product tree. */
export interface TreeProduct {
  productId: string;
  vendor: string;
  product: string;
  branchPath: string[];
  versionRange?: string;
  /** As in the product's identification helper. */
  cpe?: string;
  purl?: string;
  /** Any component of this name is meant. */
  componentName?: string;
}

/** What the product tree of an advisory says. */
export interface ProductTree {
  /** One or, for a component on a device, two entries for each product identifier. */
  products: Map<string, TreeProduct[]>;
  groups: Map<string, string[]>;
}
