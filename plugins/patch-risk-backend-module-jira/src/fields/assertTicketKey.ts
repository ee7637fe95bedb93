import { RejectedError } from '@patch-risk/backstage-plugin-patch-risk-node';
import { cleanText } from './cleanText';

/** Refuses what is no key of ours before it becomes a label or part of a search. */
export function assertTicketKey(key: string): void {
  if (!/^patch-risk-[A-Za-z0-9_.-]{1,200}$/.test(key)) {
    throw new RejectedError(
      `The ticket key '${cleanText(
        key,
        60,
      )}' is not of the form patch-risk-… with letters, digits, '_', '.' and '-' only; the task's id has to be made anew.`,
    );
  }
}
