import type { TicketContent } from '@patch-risk/backstage-plugin-patch-risk-node';
import { cleanText } from './cleanText';

/** Jira takes fewer than 256 characters and no line break. */
const SUMMARY_LIMIT = 255;

/** One line that says what is to be done, and on how many devices. */
export function buildSummary(content: TicketContent): string {
  const count = content.devices.length;
  const suffix = count > 1 ? ` (${count} devices)` : '';
  const title = cleanText(content.task.title, SUMMARY_LIMIT - suffix.length);
  return `${title || 'Remediation task'}${suffix}`;
}
