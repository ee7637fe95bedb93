import type { Applicability } from '../applicability/Applicability';
import { Platform } from '../applicability/Platform';
import { fitsDistribution } from '../identifiers/fitsDistribution';
import { identifierKeys } from '../identifiers/identifierKeys';
import { vendorKeys } from '../names/vendorKeys';
import { applyCondition } from '../verdicts/applyCondition';
import { compareInstalled } from '../verdicts/compareInstalled';
import type { ProductVerdict } from '../verdicts/VendorProducts';
import { parseRange } from '../versions/parseRange';
import { parseVersion } from '../versions/parseVersion';
import type { ReadItem } from './readItem';

/** An identifier leaves no doubt about the product; who wrote it may have erred. */
const IDENTIFIER_CONFIDENCE = 0.99;

/** What of a row decides whether it means an item. */
interface IdentifierRow {
  id: number;
  range?: string;
  applicability?: Applicability;
}

/** Rows that name their product by CPE or package URL. */
export class IdentifierRows<Row extends IdentifierRow> {
  readonly #rows = new Map<string, { row: Row; purl?: string }[]>();
  readonly #keys = new Map<number, string[]>();

  static create<Row extends IdentifierRow>() {
    return new IdentifierRows<Row>();
  }

  /** @param options - `purl` of the row, for the release of a distribution that it names */
  add(key: string, row: Row, options: { purl?: string } = {}) {
    const entry = { row, ...options };
    const ofKey = this.#rows.get(key);
    if (ofKey) ofKey.push(entry);
    else this.#rows.set(key, [entry]);
    this.#keys.set(row.id, [...(this.#keys.get(row.id) ?? []), key]);
  }

  remove(row: Row) {
    for (const key of this.#keys.get(row.id) ?? []) {
      const left =
        this.#rows.get(key)?.filter(each => each.row.id !== row.id) ?? [];
      if (left.length > 0) this.#rows.set(key, left);
      else this.#rows.delete(key);
    }
    this.#keys.delete(row.id);
  }

  find(item: ReadItem): ProductVerdict<Row>[] {
    const version =
      item.version === undefined ? undefined : parseVersion(item.version);
    const platform = Platform.create({
      vendorKeys: item.vendor === undefined ? [] : vendorKeys(item.vendor),
      model: item.product,
      version: item.version,
      cpe: item.cpe,
    });
    const found: ProductVerdict<Row>[] = [];
    for (const key of identifierKeys(item)) {
      for (const { row, purl } of this.#rows.get(key) ?? []) {
        const fits = fitsDistribution(item.purl, purl);
        if (fits === false) continue;
        const compared = compareInstalled({
          range: row.range === undefined ? undefined : parseRange(row.range),
          rangeText: row.range,
          version,
          versionText: item.version,
        });
        const applied = applyCondition({
          comparison:
            fits === undefined
              ? { ...compared, comparison: 'incomparable' }
              : compared,
          condition: row.applicability,
          platform,
        });
        if (!applied) continue;
        found.push({
          ...applied,
          row,
          productConfidence: IDENTIFIER_CONFIDENCE,
          productMatch:
            fits === undefined
              ? `same identifier: ${key}; of which release is not known`
              : `same identifier: ${key}`,
        });
      }
    }
    return found;
  }
}
