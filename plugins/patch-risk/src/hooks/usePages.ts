import { useCallback, useEffect, useState } from 'react';

interface Page<T> {
  items: T[];
  pageInfo: { nextCursor?: string };
}

/**
 * Loads a list page by page, each after those that are there.
 *
 * @param load - a stable function (`useCallback`) that loads the page at a cursor; a new one begins anew.
 */
export function usePages<T, P extends Page<T>>(
  load: (cursor: string | undefined) => Promise<P & Page<T>>,
) {
  const [state, setState] = useState<{ pages: (P & Page<T>)[]; error?: Error }>(
    { pages: [] },
  );
  // Which page is asked for, and how often: a retry asks again for the same.
  const [wanted, setWanted] = useState({ load, cursor: '', attempt: 0 });
  const [isLoading, setLoading] = useState(true);
  useEffect(
    () => setWanted(last => ({ load, cursor: '', attempt: last.attempt + 1 })),
    [load],
  );
  useEffect(() => {
    let isCurrent = true;
    const { cursor } = wanted;
    setLoading(true);
    wanted.load(cursor || undefined).then(
      page => {
        if (isCurrent) {
          setState(({ pages }) => ({
            pages: cursor ? [...pages, page] : [page],
          }));
          setLoading(false);
        }
      },
      error => {
        if (isCurrent) {
          setState(({ pages }) => ({ pages: cursor ? pages : [], error }));
          setLoading(false);
        }
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted]);
  const retry = useCallback(
    () => setWanted(last => ({ ...last, attempt: last.attempt + 1 })),
    [],
  );
  const { pages, error } = state;
  const [first] = pages;
  const cursor = pages.at(-1)?.pageInfo.nextCursor;
  return {
    value: first && { first, items: pages.flatMap(page => page.items) },
    error,
    isLoading,
    retry,
    /** Loads the next page; not there on the last. */
    more:
      cursor === undefined
        ? undefined
        : () => setWanted(last => ({ ...last, cursor })),
  };
}
