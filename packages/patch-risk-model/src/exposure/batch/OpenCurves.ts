import { HORIZON_WEEKS } from '../horizon';
import type { DelayComponent } from '../types';

/** No fix is missing: the ratio of every week is 0. */
const NOTHING = new Float64Array(0);

/** When a fix comes: `first · Π ratios` is the chance that it is not there yet. */
export interface FixCurve {
  first: number;
  /** Of every week, or undefined for `ratios`. */
  ratio: number | undefined;
  ratios: Float64Array;
}

/**
 * Chance that a device is still open at the start of each week: no fix yet, or a fix that waits for its installation. It is
 * `Π(1 − f)` of `waitPatchHazard`, taken as a sum of masses, so without its divisions.
 */
export class OpenCurves {
  readonly values: Float64Array;
  readonly #weights: Float64Array[];
  readonly #stays: Float64Array[];
  readonly #waiting: Float64Array;

  /** @param rows - curves that are held besides those of the delays */
  static create(
    components: readonly (readonly DelayComponent[])[],
    rows: number,
  ): OpenCurves {
    return new OpenCurves(components, rows);
  }

  private constructor(
    components: readonly (readonly DelayComponent[])[],
    rows: number,
  ) {
    this.#weights = components.map(parts =>
      Float64Array.from(parts, ({ weight }) => weight),
    );
    this.#stays = components.map(parts =>
      Float64Array.from(parts, ({ weeklyHazard }) => 1 - weeklyHazard),
    );
    this.#waiting = new Float64Array(
      Math.max(0, ...components.map(parts => parts.length)),
    );
    this.values = new Float64Array((components.length + rows) * HORIZON_WEEKS);
    for (let code = 0; code < components.length; code++) {
      this.#mix(this.available(code), code, {
        first: 0,
        ratio: 0,
        ratios: NOTHING,
      });
    }
  }

  /** Place of the curve of a device whose fix is at hand. */
  available(code: number): number {
    return code * HORIZON_WEEKS;
  }

  /** Writes a curve into one of the rows and returns its place. */
  put(row: number, code: number, fix: FixCurve): number {
    const place = (this.#weights.length + row) * HORIZON_WEEKS;
    if (this.#weights[code].length > 1) {
      this.#mix(place, code, fix);
    } else {
      this.#delay(place, this.#weights[code][0], this.#stays[code][0], fix);
    }
    return place;
  }

  /** The same as `#mix`, for the commoner case of one part. */
  #delay(place: number, weight: number, stays: number, fix: FixCurve): void {
    const { first, ratio, ratios } = fix;
    const { values } = this;
    let before = 1;
    let missing = first;
    let waiting = 0;
    values[place] = 1;
    for (let week = 0; week < HORIZON_WEEKS - 1; week++) {
      missing *= ratio ?? ratios[week];
      waiting = (waiting + weight * (before - missing)) * stays;
      before = missing;
      values[place + week + 1] = missing + waiting;
    }
  }

  #mix(place: number, code: number, fix: FixCurve): void {
    const { first, ratio, ratios } = fix;
    const { values } = this;
    const weights = this.#weights[code];
    const stays = this.#stays[code];
    const waiting = this.#waiting.fill(0);
    let before = 1;
    let missing = first;
    values[place] = 1;
    for (let week = 0; week < HORIZON_WEEKS - 1; week++) {
      missing *= ratio ?? ratios[week];
      const appears = before - missing;
      let open = missing;
      for (let part = 0; part < weights.length; part++) {
        const waits = (waiting[part] + weights[part] * appears) * stays[part];
        waiting[part] = waits;
        open += waits;
      }
      before = missing;
      values[place + week + 1] = open;
    }
  }
}
