import type { Client } from '@elastic/elasticsearch';

/** Documents that the query of an analyst finds in all logs. */
export async function searchLogs(
  client: Client,
  query: string,
): Promise<object[]> {
  const { hits } = await client.search<object>({
    index: 'logs-*',
    query: { query_string: { query } },
    size: 1000,
  });
  return hits.hits.map(hit => Object(hit._source));
}
