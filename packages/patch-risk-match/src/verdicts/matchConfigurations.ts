import { setImmediate } from 'node:timers/promises';
import type { Applicability } from '../applicability/Applicability';
import type { ProductNaming } from '../records/ProductNaming';
import type { InstalledComparison } from './compareInstalled';
import type { MatchConfiguration } from './MatchConfiguration';
import { VendorProducts } from './VendorProducts';

/**
 * The part of an advisory's row that matching needs.
 *
 * @public
 */
export interface MatchRow {
  id: number;
  product: string;
  range?: string;
  naming?: ProductNaming;
  /** A condition on the device. */
  applicability?: Applicability;
}

/**
 * Configurations and rows of one vendor.
 *
 * @public
 */
export interface MatchInput {
  vendorKeys: string[];
  configurations: MatchConfiguration[];
  rows: MatchRow[];
}

/**
 * A row that names the product of a configuration.
 *
 * @public
 */
export interface MatchVerdict extends InstalledComparison {
  /** Position in the configurations given. */
  configuration: number;
  rowId: number;
  /** Certainty in [0, 1] that the row means this product. */
  productConfidence: number;
  productMatch: string;
}

/**
 * Verdicts in the order of configurations, and the number of pairs that were compared.
 *
 * @public
 */
export interface MatchOutput {
  verdicts: MatchVerdict[];
  pairsCompared: number;
}

/**
 * Matches the configurations of one vendor's devices with rows of its advisories; lets others run in
 * between.
 *
 * @public
 */
export async function matchConfigurations(
  input: MatchInput,
): Promise<MatchOutput> {
  const products = VendorProducts.create<MatchRow>(input.vendorKeys);
  for (const row of input.rows) products.add(row);
  const verdicts: MatchVerdict[] = [];
  for (const [position, configuration] of input.configurations.entries()) {
    if (position % 100 === 99) await setImmediate();
    for (const { row, ...verdict } of products.find(configuration)) {
      verdicts.push({ ...verdict, configuration: position, rowId: row.id });
    }
  }
  return { verdicts, pairsCompared: products.pairsCompared };
}
