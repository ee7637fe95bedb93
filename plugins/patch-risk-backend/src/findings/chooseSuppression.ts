import type {
  NewsKind,
  StoredSuppression,
} from '../database/StoredSuppression';
import type { SuppressionDecision } from '../database/SuppressionStore';
import type { SuppressionSubject } from '../database/SuppressionSubjectStore';
import type { SuppressionMatch, SuppressionRule } from './SuppressionRule';

const NEWS: readonly NewsKind[] = ['kev', 'exploit-code'];

function isSame(wanted: string | undefined, value: string | undefined) {
  return (
    wanted === undefined ||
    wanted.toLocaleLowerCase('en-US') === value?.toLocaleLowerCase('en-US')
  );
}

function meets(subject: SuppressionSubject, match: SuppressionMatch): boolean {
  return (
    isSame(match.cve, subject.cve) &&
    isSame(match.vendor, subject.vendor) &&
    isSame(match.model, subject.model) &&
    isSame(match.zone, subject.zone) &&
    (match.component === undefined ||
      subject.components.some(name => isSame(match.component, name)))
  );
}

/** What became known since a decision puts it in question, once. */
function question(
  suppression: StoredSuppression,
  subject: SuppressionSubject,
  at: string,
): StoredSuppression {
  if (suppression.questioned) {
    return suppression;
  }
  for (const because of NEWS) {
    const day = subject.news[because];
    if (day !== undefined && !suppression.knownNews?.includes(because)) {
      return { ...suppression, questioned: { at, because, day } };
    }
  }
  return suppression;
}

/**
 * What sets an open finding aside: the decision of a person about it, one about its model, or the first rule that it
 * meets.
 *
 * 1. A person's decision holds until it ends. News of the vulnerability puts it in question and does not end it: who
 *    took it may have had grounds that the news does not touch.
 * 2. A rule that does not name the vulnerability was written without a look at it, so it does not hold one that is
 *    known to be exploited. A rule that names it is as a person's decision.
 */
export function chooseSuppression(options: {
  subject: SuppressionSubject;
  decisions: readonly SuppressionDecision[];
  rules: readonly SuppressionRule[];
  at: string;
}): StoredSuppression | undefined {
  const { at, decisions, rules, subject } = options;
  const before = subject.suppression;
  const decision =
    decisions.findLast(
      each => each.scope === 'finding' && each.findingId === subject.id,
    ) ??
    decisions.findLast(
      each =>
        each.scope === 'model' &&
        each.cve === subject.cve &&
        each.vendor === subject.vendor &&
        each.model === subject.model,
    );
  if (decision) {
    return question(
      {
        by: 'person',
        id: decision.id,
        scope: decision.scope,
        reason: decision.reason,
        who: decision.createdBy,
        since: decision.createdAt,
        until: decision.expiresOn,
        knownNews: decision.knownNews,
        ...(before?.id === decision.id && before.questioned
          ? { questioned: before.questioned }
          : {}),
      },
      subject,
      at,
    );
  }
  const rule = rules.find(
    ({ match }) =>
      meets(subject, match) &&
      (match.cve !== undefined || subject.news.kev === undefined),
  );
  if (!rule) {
    return undefined;
  }
  const earlier =
    before?.by === 'rule' && before.id === rule.id ? before : undefined;
  return question(
    {
      by: 'rule',
      id: rule.id,
      reason: rule.reason,
      since: earlier?.since ?? at,
      until: rule.expires,
      knownNews:
        earlier?.knownNews ??
        NEWS.filter(kind => subject.news[kind] !== undefined),
      ...(earlier?.questioned ? { questioned: earlier.questioned } : {}),
    },
    subject,
    at,
  );
}
