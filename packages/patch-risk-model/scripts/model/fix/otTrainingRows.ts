import { otFixRows, type OtFixRow } from './otFixRows';
import { otProductListRows } from './otProductListRows';

const SEED = 20240101;
/** Rows of an advisory that are learned from, in each view. */
const ADVISORY_LIMIT = 40;
const LIST_LIMIT = 25;

/** Rows of both sources as the shipped model learns from them. */
export function otTrainingRows(): {
  advisories: OtFixRow[];
  productLists: OtFixRow[];
} {
  return {
    advisories: otFixRows({
      views: ['product', 'advisory', 'table', 'none', 'bare'],
      limit: ADVISORY_LIMIT,
      seed: SEED,
    }),
    productLists: otProductListRows({ limit: LIST_LIMIT }),
  };
}
