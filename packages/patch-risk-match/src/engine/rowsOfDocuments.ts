import { createHash } from 'node:crypto';
import { readAnyDocument } from './readAnyDocument';
import type { DocumentRows } from './rowsOfDocument';
import { toRows } from './toRows';

/**
 * Reads a document of any known kind into rows for the index; a page of NVD gives an entry for each
 * of its CVEs. Advisories that are no CSAF have the kind before their name (`osv/GHSA-…`).
 *
 * @param options - as for `rowsOfDocument`
 */
export function* rowsOfDocuments(options: {
  value: unknown;
  record: string;
  today: string;
}): Generator<DocumentRows> {
  const hash = createHash('sha256').update(options.record).digest('hex');
  for (const { source, document, problems } of readAnyDocument({
    ...options,
    hashOf: () => hash,
  })) {
    const trackingId = document?.advisory.trackingId;
    const advisoryId =
      trackingId === undefined || source === 'csaf'
        ? trackingId
        : `${source}/${trackingId}`;
    const { rows, vulnerabilities } = toRows(document, advisoryId ?? '');
    yield { advisoryId, vulnerabilities, rows, problems };
  }
}
