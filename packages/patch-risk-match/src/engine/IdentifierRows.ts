import { identifierKeys } from '../identifiers/identifierKeys';
import { compareInstalled } from '../verdicts/compareInstalled';
import type { ProductVerdict } from '../verdicts/VendorProducts';
import { parseRange } from '../versions/parseRange';
import { parseVersion } from '../versions/parseVersion';
import type { ReadItem } from './readItem';

/** An identifier leaves no doubt about the product; who wrote it may have erred. */
const IDENTIFIER_CONFIDENCE = 0.99;

/** Rows that name their product by CPE or package URL. */
export class IdentifierRows<Row extends { id: number; range?: string }> {
  readonly #rows = new Map<string, Row[]>();
  readonly #keys = new Map<number, string[]>();

  static create<Row extends { id: number; range?: string }>() {
    return new IdentifierRows<Row>();
  }

  add(key: string, row: Row) {
    this.#rows.set(key, [...(this.#rows.get(key) ?? []), row]);
    this.#keys.set(row.id, [...(this.#keys.get(row.id) ?? []), key]);
  }

  remove(row: Row) {
    for (const key of this.#keys.get(row.id) ?? []) {
      const left = this.#rows.get(key)?.filter(({ id }) => id !== row.id) ?? [];
      if (left.length > 0) this.#rows.set(key, left);
      else this.#rows.delete(key);
    }
    this.#keys.delete(row.id);
  }

  find(item: ReadItem): ProductVerdict<Row>[] {
    const version =
      item.version === undefined ? undefined : parseVersion(item.version);
    return identifierKeys(item).flatMap(key =>
      (this.#rows.get(key) ?? []).map(row => ({
        ...compareInstalled({
          range: row.range === undefined ? undefined : parseRange(row.range),
          rangeText: row.range,
          version,
          versionText: item.version,
        }),
        row,
        productConfidence: IDENTIFIER_CONFIDENCE,
        productMatch: `same identifier: ${key}`,
      })),
    );
  }
}
