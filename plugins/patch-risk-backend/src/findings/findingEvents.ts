import type { MatchableDevice } from '../database/DeviceStore';
import type { StoredFinding } from '../database/FindingStore';
import type { NewOutcomeEvent } from '../database/OutcomeEventStore';
import type { FindingContent } from './composeFinding';
import { findingCause } from './findingCause';

function advisoriesOf({ evidence }: Pick<FindingContent, 'evidence'>) {
  return [...new Set(evidence.map(item => item.advisoryId))];
}

/** Documents with their versions, as history shows what a finding rests on. */
function documentsOf({ evidence }: Pick<FindingContent, 'evidence'>) {
  return [
    ...new Set(
      evidence.map(({ advisoryId, advisoryVersion }) =>
        advisoryVersion ? `${advisoryId} ${advisoryVersion}` : advisoryId,
      ),
    ),
  ];
}

function summaryOf(finding: FindingContent) {
  return {
    status: finding.status,
    confidence: finding.confidence,
    remediationState: finding.remediation.state,
    fixedVersion: finding.remediation.fixedVersion,
    documents: documentsOf(finding),
  };
}

/**
 * What is recorded where a finding opens or is another than before: by what it says, and by whether its publisher says
 * that the product is not affected, which sets it aside.
 */
export function changedEvents(options: {
  id: string;
  device: MatchableDevice;
  known?: StoredFinding;
  content: FindingContent;
  suppression?: StoredFinding['suppression'];
  changed: readonly string[];
}): NewOutcomeEvent[] {
  const { changed, content, device, id, known, suppression } = options;
  const base = { subject: id, deviceRef: device.entityRef };
  const wasOpen = known !== undefined && known.closedAt === undefined;
  const wasVex = wasOpen && known.suppression?.by === 'vex';
  const cause = findingCause({
    before: known?.evidence,
    evidence: content.evidence,
    installedVersion: device.firmwareVersion,
  });
  const payload = {
    cve: content.cve,
    ...summaryOf(content),
    advisories: advisoriesOf(content),
    cause,
  };
  const isVex = suppression?.by === 'vex';
  const events: NewOutcomeEvent[] = [];
  if (isVex && !wasVex) {
    events.push({
      ...base,
      type: 'finding-suppressed',
      payload: {
        ...payload,
        cause: { ...cause, kind: 'vex' },
        by: 'vex',
        reason: suppression.justification,
        ...(wasOpen ? { previous: summaryOf(known) } : {}),
      },
    });
  } else if (!isVex && (!wasOpen || wasVex)) {
    events.push({
      ...base,
      type: 'finding-opened',
      payload: { ...payload, reopened: known !== undefined },
    });
  } else {
    events.push({
      ...base,
      type: 'finding-changed',
      payload: {
        ...payload,
        changed,
        ...(known ? { previous: summaryOf(known) } : {}),
      },
    });
  }
  return events;
}

/** What is recorded where a finding closes. */
export function closedEvent(options: {
  device: MatchableDevice;
  finding: StoredFinding;
  /** What closes it, where a document says so. */
  content?: FindingContent;
  reason: string;
}): NewOutcomeEvent {
  const { content, device, finding, reason } = options;
  return {
    type: 'finding-closed',
    subject: finding.id,
    deviceRef: device.entityRef,
    payload: {
      cve: finding.cve,
      reason,
      installedVersion: device.firmwareVersion,
      advisories: advisoriesOf(content ?? finding),
      cause: device.isGone
        ? { kind: 'device-gone' }
        : findingCause({
            before: finding.evidence,
            evidence: content?.evidence ?? [],
            installedVersion: device.firmwareVersion,
          }),
    },
  };
}
