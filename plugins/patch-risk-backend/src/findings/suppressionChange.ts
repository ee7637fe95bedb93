import type { FindingEventCause } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { StoredSuppression } from '../database/StoredSuppression';
import type { SuppressionSubject } from '../database/SuppressionSubjectStore';
import type { SuppressionChange } from './suppressionEvents';

function causeOf(options: {
  before?: StoredSuppression;
  now?: StoredSuppression;
  subject: SuppressionSubject;
  who?: string;
  today: string;
}): FindingEventCause {
  const { before, now, subject, today, who } = options;
  if (now) {
    return { kind: now.by === 'rule' ? 'rule' : 'person', who: now.who };
  }
  if (before?.until !== undefined && before.until < today) {
    return { kind: 'expiry' };
  }
  if (before?.by === 'person') {
    return { kind: 'person', who };
  }
  return { kind: subject.news.kev === undefined ? 'rule' : 'news' };
}

/**
 * What changed of a finding, and why.
 *
 * @param options - one of `before` and `now` is there; `who` did what ended a decision that did not expire
 */
export function suppressionChange(options: {
  subject: SuppressionSubject;
  before?: StoredSuppression;
  now?: StoredSuppression;
  who?: string;
  today: string;
}): SuppressionChange {
  const { before, now, subject } = options;
  const suppression = now ?? before;
  if (!suppression) {
    throw new Error(`Nothing changed of finding ${subject.id}`);
  }
  const base = { subject, suppression, cause: causeOf(options) };
  if (!now) return { ...base, type: 'finding-suppression-ended' };
  if (!before) return { ...base, type: 'finding-suppressed' };
  if (now.id === before.id && now.questioned && !before.questioned) {
    return {
      ...base,
      type: 'finding-suppression-questioned',
      cause: {
        kind: 'news',
        document: now.questioned.because,
        to: now.questioned.day,
      },
    };
  }
  return { ...base, type: 'finding-suppression-changed' };
}
