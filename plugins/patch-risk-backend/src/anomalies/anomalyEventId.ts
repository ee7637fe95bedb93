import { createHash } from 'node:crypto';

/**
 * Id of the event that tells of an anomaly's start or end. The start has the anomaly's own id; the end needs another, or
 * a receiver that keeps the first of each id would drop it.
 */
export function anomalyEventId(options: {
  id: string;
  action: 'anomaly-opened' | 'anomaly-closed';
}): string {
  return options.action === 'anomaly-opened'
    ? options.id
    : createHash('sha256').update(`${options.id}|closed`).digest('hex');
}
