import type { DueDate } from './dueDate';

/**
 * The due date that stands: once set it moves earlier by itself, never later, unless the policy gives the same class
 * another number of days or another start of the clock.
 */
export function keepDueDate(
  previous: DueDate | undefined,
  computed: DueDate,
): DueDate {
  if (!previous || computed.dueDate < previous.dueDate) {
    return computed;
  }
  if (computed.dueDate === previous.dueDate) {
    return previous;
  }
  return isPolicyChange(previous.reason.rule, computed.reason.rule)
    ? computed
    : previous;
}

// A rule reads `high-30-days-from-first-finding`: what stands before the number is the class.
const RULE = /^(?<class>[a-z-]+?)-\d+-days-from-/;

function isPolicyChange(previous: string, computed: string): boolean {
  const before = RULE.exec(previous)?.groups?.class;
  const after = RULE.exec(computed)?.groups?.class;
  return before !== undefined && before === after && previous !== computed;
}
