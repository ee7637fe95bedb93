import { useCallback, useEffect, useState } from 'react';
import type { LoadState } from './LoadState';

interface State<T> {
  load?: () => Promise<T>;
  value?: T;
  error?: Error;
  isLoading: boolean;
}

/**
 * Loads a value, and again whenever `load` changes, on `retry`, and every
 * `refreshMs` milliseconds while the page is visible.
 *
 * @param load - a stable function (`useCallback`); a new one drops the old value
 * unless `keepValue` is set.
 */
export function useLoad<T>(
  load: () => Promise<T>,
  options: { refreshMs?: number; keepValue?: boolean } = {},
): LoadState<T> {
  const { refreshMs, keepValue = false } = options;
  const [state, setState] = useState<State<T>>({ isLoading: true });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt(count => count + 1), []);

  useEffect(() => {
    let isCurrent = true;
    setState(previous => ({
      ...(previous.load === load || keepValue ? previous : undefined),
      load,
      isLoading: true,
    }));
    load().then(
      value => {
        if (isCurrent) {
          setState({ load, value, isLoading: false });
        }
      },
      error => {
        if (isCurrent) {
          setState(previous => ({
            load,
            value: previous.load === load ? previous.value : undefined,
            error,
            isLoading: false,
          }));
        }
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [load, attempt, keepValue]);

  useEffect(() => {
    if (refreshMs === undefined) {
      return undefined;
    }
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') {
        retry();
      }
    }, refreshMs);
    return () => clearInterval(timer);
  }, [refreshMs, retry]);

  const isOfThisLoad = state.load === load || keepValue;
  return {
    value: isOfThisLoad ? state.value : undefined,
    error: isOfThisLoad ? state.error : undefined,
    isLoading: state.isLoading || !isOfThisLoad,
    retry,
  };
}
