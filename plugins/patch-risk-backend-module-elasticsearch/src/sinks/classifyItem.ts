import type { estypes } from '@elastic/elasticsearch';
import type { EventResult } from '@patch-risk/backstage-plugin-patch-risk-node';
import { reasonOf } from './reasonOf';

/**
 * What became of one document.
 *
 * - 201: stored; unless the failure store took it, which holds what could not be indexed.
 * - 409: a document with our own id is there already, so an earlier request had arrived.
 * - 429 and 5xx: not now.
 * - 401, 403, 404: rights or templates are missing, which is not the document's fault.
 * - the rest, such as a mapping error: this document will never fit.
 */
export function classifyItem(
  item: estypes.BulkResponseItem | undefined,
): EventResult {
  if (!item || typeof item.status !== 'number') {
    return { outcome: 'retry', reason: 'The answer names no outcome for it' };
  }
  const { status, error } = item;
  if (status >= 200 && status < 300) {
    return item.failure_store === 'used'
      ? {
          outcome: 'rejected',
          reason: 'Elasticsearch put it into the failure store',
        }
      : { outcome: 'delivered' };
  }
  if (status === 409) {
    return { outcome: 'delivered' };
  }
  const reason = `Elasticsearch answered ${status}: ${reasonOf(error)}`;
  return status === 429 || status >= 500 || [401, 403, 404].includes(status)
    ? { outcome: 'retry', reason }
    : { outcome: 'rejected', reason };
}
