import type { CsafBatch } from './parseCsaf';

/** Nothing of a document so far. */
export function emptyBatch(record: string, isFirst: boolean): CsafBatch {
  return {
    record,
    isFirst,
    vulnerabilities: [],
    products: [],
    problems: [],
    isLast: false,
  };
}
