import { createClaim } from './createClaim';
import type { Claim, Sighting } from './Sighting';

/** Fields of a sighting that are claims. */
export type ClaimField =
  | 'serial'
  | 'vendor'
  | 'model'
  | 'firmwareVersion'
  | 'hardwareVersion'
  | 'operatingSystem';

/**
 * Collects what several parts of one source tell of one device, and keeps of each field the claim
 * with the highest confidence, of equal ones the first.
 */
export class ClaimCollector {
  readonly #claims = new Map<ClaimField, Claim>();

  /** Empty texts, and texts like `N/A`, claim nothing. */
  add(field: ClaimField, options: Parameters<typeof createClaim>[0]) {
    const claim = createClaim(options);
    if (!claim || /^(n\/?a|none|unknown|-+|null|undefined)$/i.test(claim.value))
      return;
    const known = this.#claims.get(field);
    if (!known || claim.confidence > known.confidence) {
      this.#claims.set(field, claim);
    }
  }

  /** What was claimed, to be put into a sighting. */
  get claims(): Partial<Pick<Sighting, ClaimField>> {
    return Object.fromEntries(this.#claims);
  }
}
