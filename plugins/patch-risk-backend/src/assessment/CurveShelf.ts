import type { NamedCurve } from '@patch-risk/model';
import type { StoredCurve } from './AssessOutput';
import { contentHash } from './contentHash';

/** Names curves by their content and keeps each once, to be stored. */
export class CurveShelf {
  readonly #stored = new Map<string, StoredCurve>();
  readonly #keys = new WeakMap<Float64Array, string>();

  static create(): CurveShelf {
    return new CurveShelf();
  }

  private constructor() {}

  /** The key of a curve, which is the same for the same values and kind. */
  keyOf(kind: StoredCurve['kind'], values: Float64Array): string {
    let key = this.#keys.get(values);
    if (key === undefined) {
      const text = JSON.stringify(Array.from(values));
      key = contentHash(`${kind}${text}`);
      this.#keys.set(values, key);
      if (!this.#stored.has(key)) {
        this.#stored.set(key, { key, kind, values: text });
      }
    }
    return key;
  }

  named(kind: StoredCurve['kind'], values: Float64Array): NamedCurve {
    return { key: this.keyOf(kind, values), values };
  }

  /** Every curve that was named. */
  stored(): StoredCurve[] {
    return [...this.#stored.values()];
  }
}
