import { alternativeNames } from './alternativeNames';
import { matchProduct, type ProductMatch } from './matchProduct';
import { modelKeys, productKeys } from './nameKeys';
import { readProductName, type ProductName } from './readProductName';

/** The products that one vendor's advisories name, found by model number instead of one by one. */
export class ProductIndex {
  readonly #names: ProductName[] = [];
  /** Position, in the list given, of the product that each name belongs to. */
  readonly #positions: number[] = [];
  readonly #byKey = new Map<string, number[]>();
  readonly #withPattern: number[] = [];
  readonly #vendorKeys: readonly string[];
  /** Pairs of product and model that were compared, for benchmarks. */
  pairsCompared = 0;

  private constructor(vendorKeys: readonly string[]) {
    this.#vendorKeys = vendorKeys;
  }

  /** @param options.products - names as the advisories write them; results refer to their positions */
  static create(options: {
    products: readonly string[];
    vendorKeys: readonly string[];
  }): ProductIndex {
    const index = new ProductIndex(options.vendorKeys);
    for (const [position, product] of options.products.entries()) {
      index.add(product, position);
    }
    return index;
  }

  /** Adds a product; results refer to its position. */
  add(product: string, position: number) {
    for (const name of alternativeNames(product)) this.#add(name, position);
  }

  /** Products that mean the given model, by position, with the evidence. */
  find(
    model: string,
    orderNumber?: string,
  ): Array<{ position: number; match: ProductMatch }> {
    const name = readProductName(model, {
      vendorKeys: this.#vendorKeys,
      orderNumber,
    });
    const candidates = new Set(this.#withPattern);
    for (const key of modelKeys(name)) {
      for (const position of this.#byKey.get(key) ?? []) {
        candidates.add(position);
      }
    }
    const best = new Map<number, ProductMatch>();
    for (const candidate of candidates) {
      this.pairsCompared++;
      const match = matchProduct(this.#names[candidate], name);
      const position = this.#positions[candidate];
      const known = best.get(position);
      if (match && !(known && known.confidence >= match.confidence)) {
        best.set(position, match);
      }
    }
    return [...best]
      .map(([position, match]) => ({ position, match }))
      .sort((a, b) => a.position - b.position);
  }

  #add(text: string, position: number) {
    const name = readProductName(text, { vendorKeys: this.#vendorKeys });
    const candidate = this.#names.push(name) - 1;
    this.#positions.push(position);
    if (name.words.some(word => word.pattern))
      this.#withPattern.push(candidate);
    for (const key of productKeys(name)) {
      const candidates = this.#byKey.get(key);
      if (candidates) candidates.push(candidate);
      else this.#byKey.set(key, [candidate]);
    }
  }
}
