import type { FetchedFile } from './http/FeedFetcher';

/** Fetches some things at once; when one cannot be had now, no file of the others stays behind. */
export async function fetchTogether<
  Item,
  Fetched extends { file?: FetchedFile },
>(
  items: readonly Item[],
  fetchOne: (item: Item) => Promise<Fetched>,
): Promise<Fetched[]> {
  const settled = await Promise.allSettled(items.map(fetchOne));
  const fetched = settled.flatMap(result =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  const failure = settled.find(result => result.status === 'rejected');
  if (failure) {
    await Promise.all(fetched.map(({ file }) => file?.remove()));
    throw failure.reason;
  }
  return fetched;
}
