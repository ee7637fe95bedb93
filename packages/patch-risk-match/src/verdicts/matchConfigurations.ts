import { setImmediate } from 'node:timers/promises';
import { compareInstalled, type InstalledComparison } from './compareInstalled';
import { parseRange, type VersionRange } from '../versions/parseRange';
import { parseVersion } from '../versions/parseVersion';
import { ProductIndex } from '../names/ProductIndex';

/** What of a device decides its matches; devices that agree in it are matched once. */
export interface MatchConfiguration {
  model: string;
  version?: string;
}

/** The part of an advisory's row that matching needs. */
export interface MatchRow {
  id: number;
  product: string;
  range?: string;
}

/** Configurations and rows of one vendor. */
export interface MatchInput {
  vendorKeys: string[];
  configurations: MatchConfiguration[];
  rows: MatchRow[];
}

/** A row that names the product of a configuration. */
export interface MatchVerdict extends InstalledComparison {
  /** Position in the configurations given. */
  configuration: number;
  rowId: number;
  /** Certainty in [0, 1] that the row means this product. */
  productConfidence: number;
  productMatch: string;
}

/** Verdicts in the order of configurations, and the number of pairs that were compared. */
export interface MatchOutput {
  verdicts: MatchVerdict[];
  pairsCompared: number;
}

/** Matches the configurations of one vendor's devices with rows of its advisories; runs in a worker thread. */
export async function matchConfigurations(
  input: MatchInput,
): Promise<MatchOutput> {
  const rowsOfProduct = new Map<string, MatchRow[]>();
  for (const row of input.rows) {
    const rows = rowsOfProduct.get(row.product);
    if (rows) rows.push(row);
    else rowsOfProduct.set(row.product, [row]);
  }
  const products = [...rowsOfProduct.keys()];
  const index = ProductIndex.create({ products, vendorKeys: input.vendorKeys });
  const ranges = new Map<string, VersionRange | undefined>();
  const verdicts: MatchVerdict[] = [];
  for (const [position, configuration] of input.configurations.entries()) {
    if (position % 100 === 99) await setImmediate();
    const versionText = configuration.version;
    const version =
      versionText === undefined ? undefined : parseVersion(versionText);
    for (const { position: product, match } of index.find(
      configuration.model,
    )) {
      for (const row of rowsOfProduct.get(products[product]) ?? []) {
        const text = row.range;
        if (text !== undefined && !ranges.has(text)) {
          ranges.set(text, parseRange(text));
        }
        verdicts.push({
          ...compareInstalled({
            range: text === undefined ? undefined : ranges.get(text),
            rangeText: text,
            version,
            versionText,
            versionLine: match.versionLine,
          }),
          configuration: position,
          rowId: row.id,
          productConfidence: match.confidence,
          productMatch: match.reason,
        });
      }
    }
  }
  return { verdicts, pairsCompared: index.pairsCompared };
}
