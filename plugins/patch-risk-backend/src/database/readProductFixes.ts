import { createHash } from 'node:crypto';
import type { RemediationState } from '@patch-risk/match';
import type { Knex } from 'knex';

/** What a revision says of the fixes of one product, its vulnerabilities together. */
export interface ProductFixes {
  vendor: string;
  product: string;
  /** Days after that of the revision for which fixes are announced. */
  announced: Set<string>;
  /** Day since which all its fixes that are there can be had; undefined where none is. */
  fixedOn?: string;
  /** Of some vulnerability it says that there is no fix, or will be none. */
  isOpen: boolean;
  /** Of some vulnerability it says neither. */
  isUnknown: boolean;
}

/** Whoever announces a fix for a later day has made a slip. */
const TOO_FAR = '2100-01-01';

interface Row {
  vendor: string;
  product: string;
  remediation_state: RemediationState;
  unplanned_state: RemediationState | null;
  announced_for: string | null;
  available_since: string | null;
}

/** Reads the affected products of a stored advisory by a key of their names, which stays from revision to revision. */
export async function readProductFixes(
  transaction: Knex.Transaction,
  { advisoryId, revisedOn }: { advisoryId: string; revisedOn: string },
): Promise<Map<string, ProductFixes>> {
  const rows: Row[] = await transaction('advisory_products')
    .where({ advisory_id: advisoryId })
    .whereIn('status', ['affected', 'under_investigation'])
    .distinct(
      'vendor',
      'product',
      'remediation_state',
      'unplanned_state',
      'announced_for',
      'available_since',
    );
  const products = new Map<string, ProductFixes>();
  for (const row of rows) {
    const { vendor, product } = row;
    const key = createHash('sha256')
      .update(JSON.stringify([vendor, product]))
      .digest('hex')
      .slice(0, 32);
    const known = products.get(key) ?? {
      vendor,
      product,
      announced: new Set<string>(),
      isOpen: false,
      isUnknown: false,
    };
    products.set(key, known);
    const day = row.announced_for?.slice(0, 10);
    if (
      day !== undefined &&
      day > revisedOn &&
      day < TOO_FAR &&
      row.remediation_state !== 'no_fix_planned'
    ) {
      // What was to come after this revision had not come in it, whatever the calendar says since.
      known.announced.add(day);
      continue;
    }
    const state =
      row.remediation_state === 'announced'
        ? row.unplanned_state ?? 'available'
        : row.remediation_state;
    if (state === 'available') {
      const since = row.available_since?.slice(0, 10) ?? revisedOn;
      if (known.fixedOn === undefined || since > known.fixedOn) {
        known.fixedOn = since;
      }
    } else if (state === 'unknown') {
      known.isUnknown = true;
    } else {
      known.isOpen = true;
    }
  }
  return products;
}
