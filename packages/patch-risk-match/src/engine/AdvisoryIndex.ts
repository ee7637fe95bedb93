import { identifierKeys } from '../identifiers/identifierKeys';
import { vendorKeys } from '../names/vendorKeys';
import { stateOf } from '../verdicts/stateOf';
import type { RowVerdict } from '../verdicts/RowVerdict';
import {
  VendorProducts,
  type ProductVerdict,
} from '../verdicts/VendorProducts';
import { weigh } from '../verdicts/weigh';
import type { AdvisoryMatch } from './AdvisoryMatch';
import { describeGround } from './describeGround';
import type { InventoryItem } from './InventoryItem';
import { readItem, type ReadItem } from './readItem';
import { IdentifierRows } from './IdentifierRows';
import type { StoredRow } from './StoredRow';

/** Confidence that is left where an inventory names no vendor, and a product of some vendor fits. */
const WITHOUT_VENDOR_FACTOR = 0.7;
/** A name alone must be that good: the model number, or the whole of it. */
const WITHOUT_VENDOR_CONFIDENCE = 0.93;

/**
 * A row of an advisory before it has its number.
 *
 * @public
 */
export type NewRow = Omit<StoredRow, 'id'> & { cpe?: string; purl?: string };

/**
 * Advisories, found by the products that they name: by vendor, model number and words of the name,
 * by CPE and by package URL. Memory grows with the rows, time of a look-up with the rows that name
 * the product.
 *
 * @public
 */
export class AdvisoryIndex {
  readonly #vendors = new Map<string, VendorProducts<StoredRow>>();
  readonly #identifiers = IdentifierRows.create<StoredRow>();
  readonly #rowsOf = new Map<string, StoredRow[]>();
  #rows = 0;

  static create(): AdvisoryIndex {
    return new AdvisoryIndex();
  }

  /** Rows in the index. */
  get rowCount(): number {
    let count = 0;
    for (const rows of this.#rowsOf.values()) count += rows.length;
    return count;
  }

  /** Pairs of product and model that were compared so far. */
  get pairsCompared(): number {
    let pairs = 0;
    for (const vendor of this.#vendors.values()) pairs += vendor.pairsCompared;
    return pairs;
  }

  /** Adds a row of an advisory. */
  add(row: NewRow) {
    const { cpe, purl, ...named } = row;
    const stored: StoredRow = { ...named, id: this.#rows++ };
    const ofAdvisory = this.#rowsOf.get(stored.advisoryId);
    if (ofAdvisory) ofAdvisory.push(stored);
    else this.#rowsOf.set(stored.advisoryId, [stored]);
    for (const key of vendorKeys(stored.vendor)) {
      this.#productsOf(key).add(stored);
    }
    for (const key of identifierKeys({ cpe, purl })) {
      this.#identifiers.add(key, stored, { purl });
    }
  }

  /** Takes an advisory out, for example before its next revision is added. */
  remove(advisoryId: string) {
    for (const row of this.#rowsOf.get(advisoryId) ?? []) {
      for (const key of vendorKeys(row.vendor)) {
        this.#vendors.get(key)?.remove(row);
      }
      this.#identifiers.remove(row);
    }
    this.#rowsOf.delete(advisoryId);
  }

  /**
   * What each advisory that concerns an item says of it.
   *
   * @returns one match for each advisory and vulnerability, in the order in which the advisories were added
   */
  match(item: InventoryItem): AdvisoryMatch[] {
    const read = readItem(item);
    const verdicts = new Map<number, ProductVerdict<StoredRow>>();
    const keep = (found: readonly ProductVerdict<StoredRow>[]) => {
      for (const verdict of found) {
        const known = verdicts.get(verdict.row.id);
        if (!known || known.productConfidence < verdict.productConfidence) {
          verdicts.set(verdict.row.id, verdict);
        }
      }
    };
    keep(this.#identifiers.find(read));
    if (read.product !== undefined) keep(this.#byName(read, read.product));
    const byStatement = new Map<string, RowVerdict[]>();
    const rows = new Map<number, StoredRow>();
    const inOrder = [...verdicts.values()].sort((a, b) => a.row.id - b.row.id);
    for (const { row, ...verdict } of inOrder) {
      rows.set(row.id, row);
      const key = `${row.advisoryId}\n${row.cve}`;
      const known = byStatement.get(key);
      const { advisoryId, cve, status, source } = row;
      const full = {
        ...verdict,
        rowId: row.id,
        advisoryId,
        cve,
        status,
        source,
      };
      if (known) known.push(full);
      else byStatement.set(key, [full]);
    }
    const matches: AdvisoryMatch[] = [];
    for (const ofStatement of byStatement.values()) {
      const match = toMatch({ read, verdicts: ofStatement, rows });
      if (match) matches.push(match);
    }
    return matches;
  }

  #byName(read: ReadItem, product: string): ProductVerdict<StoredRow>[] {
    const { version, hardware } = read;
    const configuration = { model: product, version, hardware };
    if (read.vendor !== undefined) {
      return vendorKeys(read.vendor).flatMap(
        key => this.#vendors.get(key)?.find(configuration) ?? [],
      );
    }
    const found: ProductVerdict<StoredRow>[] = [];
    for (const vendor of this.#vendors.values()) {
      for (const verdict of vendor.find(configuration)) {
        if (verdict.productConfidence < WITHOUT_VENDOR_CONFIDENCE) continue;
        found.push({
          ...verdict,
          productConfidence: verdict.productConfidence * WITHOUT_VENDOR_FACTOR,
          productMatch: `${verdict.productMatch}; the inventory names no vendor`,
        });
      }
    }
    return found;
  }

  #productsOf(key: string): VendorProducts<StoredRow> {
    const known = this.#vendors.get(key);
    if (known) return known;
    const products = VendorProducts.create<StoredRow>([key]);
    this.#vendors.set(key, products);
    return products;
  }
}

function toMatch(options: {
  read: ReadItem;
  verdicts: readonly RowVerdict[];
  rows: ReadonlyMap<number, StoredRow>;
}): AdvisoryMatch | undefined {
  const { read, verdicts, rows } = options;
  const statement = stateOf(verdicts);
  const [ground] = statement?.grounds ?? [];
  const row = ground && rows.get(ground.rowId);
  if (!statement || !row) return undefined;
  const { status } = statement;
  const confidence = Math.max(
    ...statement.grounds.map(each => weigh(each, status)),
  );
  return {
    advisoryId: row.advisoryId,
    cve: row.cve,
    status,
    confidence: Math.round(confidence * 1000) / 1000,
    remediationState: row.remediationState,
    fixedVersion: row.fixedVersion ?? ground.boundText,
    evidence: describeGround({ read, ground, row }),
  };
}
