import type { z } from 'zod';
import type { Task } from '../../workers/Task';
import { FeedContentError } from '../FeedContentError';
import { readJsonFile } from '../readJsonFile';
import {
  apiRootSchema,
  collectionSchema,
  collectionsSchema,
  discoverySchema,
} from './taxiiSchema';

/** What to read. */
export interface TaxiiInput {
  path: string;
  name: string;
  maxBytes: number;
}

/** What an address of a TAXII server leads to. */
export type TaxiiAnswer =
  | { kind: 'server'; apiRoots: string[] }
  | { kind: 'api-root' }
  | { kind: 'collections'; collections: z.output<typeof collectionSchema>[] }
  | { kind: 'collection'; collection: z.output<typeof collectionSchema> };

/**
 * Reads the discovery of a TAXII 2.1 server, an API root, its collections or one of them.
 *
 * @throws FeedContentError when it is none of these
 */
export const parseTaxii: Task<TaxiiInput, TaxiiAnswer> = async (
  input,
  context,
) => {
  const { value } = await readJsonFile({
    ...input,
    maxMemoryMb: context.maxMemoryMb,
  });
  const discovery = discoverySchema.safeParse(value);
  if (discovery.success) {
    const { default: first, api_roots: all } = discovery.data;
    return {
      kind: 'server',
      apiRoots: [...new Set([...(first ? [first] : []), ...all])],
    };
  }
  const collection = collectionSchema.safeParse(value);
  if (collection.success) {
    return { kind: 'collection', collection: collection.data };
  }
  if (apiRootSchema.safeParse(value).success) {
    return { kind: 'api-root' };
  }
  const isObject = typeof value === 'object' && value !== null;
  const collections = collectionsSchema.safeParse(value);
  if (isObject && 'collections' in value && collections.success) {
    return { kind: 'collections', ...collections.data };
  }
  throw new FeedContentError(
    `${input.name} is no TAXII 2.1 server, API root or collection`,
  );
};
