import { createHash } from 'node:crypto';
import { parseEntityRef } from '@backstage/catalog-model';
import type { FindingEventCause } from '@patch-risk/backstage-plugin-patch-risk-common';
import type {
  EventDevice,
  OutboundEvent,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import type { NewOutcomeEvent } from '../database/OutcomeEventStore';
import type { StoredSuppression } from '../database/StoredSuppression';
import type { SuppressionSubject } from '../database/SuppressionSubjectStore';

/** A finding whose suppression began, changed or ended. */
export interface SuppressionChange {
  subject: SuppressionSubject;
  type:
    | 'finding-suppressed'
    | 'finding-suppression-changed'
    | 'finding-suppression-questioned'
    | 'finding-suppression-ended';
  /** As it is now; as it was where it ended. */
  suppression: StoredSuppression;
  cause: FindingEventCause;
}

const WORDS = {
  'finding-suppressed': 'set aside',
  'finding-suppression-changed': 'set aside by another decision',
  'finding-suppression-questioned': 'set aside, which is in question',
  'finding-suppression-ended': 'open again',
};

/** What is recorded of a change. */
export function suppressionOutcome(change: SuppressionChange): NewOutcomeEvent {
  const { cause, subject, suppression, type } = change;
  return {
    type,
    subject: subject.id,
    deviceRef: subject.deviceRef,
    payload: {
      cve: subject.cve,
      by: suppression.by,
      suppressionId: suppression.id,
      scope: suppression.scope,
      reason: suppression.reason,
      until: suppression.until,
      questioned: suppression.questioned,
      cause,
    },
  };
}

/** What sinks are told of a change. */
export function suppressionEvent(options: {
  change: SuppressionChange;
  device: EventDevice;
  at: string;
  appBaseUrl: string;
}): OutboundEvent {
  const { appBaseUrl, at, change, device } = options;
  const { subject, suppression } = change;
  const action =
    change.type === 'finding-suppression-changed'
      ? 'finding-suppressed'
      : change.type;
  const { kind, namespace, name } = parseEntityRef(device.entityRef);
  const who = suppression.who ?? `${suppression.by} ${suppression.id ?? ''}`;
  const until = suppression.until ? ` until ${suppression.until}` : '';
  return {
    id: createHash('sha256')
      .update(JSON.stringify([subject.id, action, suppression.id, at]))
      .digest('hex')
      .slice(0, 32),
    dataset: 'finding',
    action,
    at,
    createdAt: at,
    device,
    severity: subject.severity ?? 'medium',
    message: `${subject.cve} on ${device.title}: ${WORDS[change.type]}`,
    reason:
      action === 'finding-suppression-ended'
        ? `The decision of ${who.trim()} ended (${change.cause.kind}): ${
            suppression.reason
          }`
        : `By ${who.trim()}${until}: ${suppression.reason}`,
    url: [
      `${appBaseUrl}/catalog`,
      ...[namespace, kind, name].map(part => encodeURIComponent(part)),
    ].join('/'),
    finding: {
      id: subject.id,
      cve: subject.cve,
      status: subject.status,
      baseScore: subject.baseScore,
    },
  };
}
