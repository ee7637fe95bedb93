import { useCallback, useState } from 'react';
import { errorText } from '../format/errorText';

/**
 * Runs what a person asked for, and keeps whether it still runs and why it failed.
 *
 * @returns `run`, which resolves to whether the action succeeded and never rejects.
 */
export function useAction<Arguments extends unknown[]>(
  action: (...parameters: Arguments) => Promise<unknown>,
) {
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const run = useCallback(
    async (...parameters: Arguments): Promise<boolean> => {
      setPending(true);
      setFailure(undefined);
      try {
        await action(...parameters);
        return true;
      } catch (error) {
        setFailure(errorText(error));
        return false;
      } finally {
        setPending(false);
      }
    },
    [action],
  );
  return { run, isPending, failure };
}
