import type {
  RemediationState,
  Task,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/**
 * What has to be done: install a fix (or wait for it), replace what is past its support, mitigate where no fix will
 * come, or find out the version that nobody could compare.
 *
 * @param options - `isUncertain`: nobody could compare the version; `endOfSupport` and `today` are days
 */
export function kindOfWork(options: {
  isUncertain: boolean;
  remediationState: RemediationState | undefined;
  endOfSupport: string | undefined;
  today: string;
}): Task['kind'] {
  const { isUncertain, remediationState, endOfSupport, today } = options;
  if (isUncertain) {
    return 'investigate';
  }
  if (remediationState === 'available') {
    return 'patch';
  }
  if (endOfSupport !== undefined && endOfSupport.slice(0, 10) < today) {
    return 'replace';
  }
  return remediationState === 'no_fix_planned' ? 'mitigate' : 'patch';
}
