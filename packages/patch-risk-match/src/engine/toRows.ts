import type { ReadDocument } from '../csaf/readDocument';
import type { NewRow } from './AdvisoryIndex';

/** Rows for the index, of a document that was read. */
export function toRows(
  document: ReadDocument | undefined,
  advisoryId: string,
): { rows: NewRow[]; vulnerabilities: number } {
  const rows: NewRow[] = [];
  let vulnerabilities = 0;
  for (const { products } of document?.vulnerabilities ?? []) {
    vulnerabilities++;
    for (const product of products) {
      rows.push({
        advisoryId,
        cve: product.cve,
        vendor: product.vendor,
        product: product.product,
        branchPath: product.branchPath,
        range: product.versionRange,
        status: product.status,
        remediationState: product.remediationState,
        fixedVersion: product.fixedVersion,
        justification: product.justification,
        source: product.source,
        naming: product.naming,
        applicability: product.applicability,
        cpe: product.cpe,
        purl: product.purl,
      });
    }
  }
  return { rows, vulnerabilities };
}
