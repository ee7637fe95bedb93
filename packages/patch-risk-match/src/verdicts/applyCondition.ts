import type { Applicability } from '../applicability/Applicability';
import { evaluateApplicability } from '../applicability/evaluateApplicability';
import type { Platform } from '../applicability/Platform';
import type { InstalledComparison } from './compareInstalled';

/**
 * What a row says once its condition is looked at: nothing where that does not hold, and nothing
 * certain where nobody can tell.
 */
export function applyCondition(options: {
  comparison: InstalledComparison;
  condition: Applicability | undefined;
  platform: Platform;
}): InstalledComparison | undefined {
  const { comparison, condition, platform } = options;
  // Outside of the range the condition cannot hold either, and what that means is known.
  if (!condition || comparison.comparison === 'outside') return comparison;
  const truth = evaluateApplicability(condition, atom =>
    platform.truthOf(atom),
  );
  if (truth === false) return undefined;
  const isCertain =
    comparison.comparison === 'inside' ||
    comparison.comparison === 'all-versions';
  return truth === undefined && isCertain
    ? { ...comparison, comparison: 'incomparable' }
    : comparison;
}
