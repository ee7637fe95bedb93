import { createHash } from 'node:crypto';
import type { AnsweredCurve } from './AnsweredAssessment';
import { isClose } from './formula';

/** Collects, in words, where given and expected values differ. */
export class Checks {
  readonly wrong: string[] = [];

  static create(): Checks {
    return new Checks();
  }

  private constructor() {}

  /** Equal to 1e-9 relative, or to `floor`. */
  close(what: string, given: unknown, expected: number, floor?: number): void {
    if (typeof given !== 'number' || !isClose(given, expected, floor)) {
      this.wrong.push(`${what}: ${given}, not ${expected}`);
    }
  }

  same(what: string, given: unknown, expected: unknown): void {
    if (given !== expected) {
      this.wrong.push(`${what}: ${given}, not ${expected}`);
    }
  }

  /** The key of a curve is the hash of its kind and values. */
  key({ key, kind, values }: AnsweredCurve): void {
    const hash = createHash('sha256')
      .update(`${kind}${JSON.stringify(values)}`)
      .digest('hex');
    this.same(`key of ${kind}`, key, hash.slice(0, 32));
  }
}
