import type { FeedRequest } from '../http/FeedFetcher';
import type { TaxiiAccess } from './TaxiiAccess';

/** How an address of TAXII 2.1 is asked; the secret goes to no other server than the configured one. */
export function taxiiRequest(
  address: string,
  access: TaxiiAccess,
): FeedRequest {
  const isOwn = new URL(address).origin === new URL(access.url).origin;
  return {
    accept: 'application/taxii+json;version=2.1',
    authorization: isOwn ? access.authorization : undefined,
  };
}
