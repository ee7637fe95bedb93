import type {
  FindingEventCause,
  MatchEvidence,
} from '@patch-risk/backstage-plugin-patch-risk-common';

function versionsOf(evidence: readonly MatchEvidence[]): Map<string, string> {
  return new Map(
    evidence.map(each => [each.advisoryId, each.advisoryVersion ?? '']),
  );
}

/**
 * Why a finding is no longer what it was: the device has another version, a document came, went or was revised, or the
 * way of matching changed.
 *
 * @param options - `evidence` is what the finding rests on now, or what it rested on where nothing names it any more
 */
export function findingCause(options: {
  before?: readonly MatchEvidence[];
  evidence: readonly MatchEvidence[];
  installedVersion?: string;
}): FindingEventCause {
  const { before, evidence, installedVersion } = options;
  if (before) {
    const from = before.find(each => each.comparedVersion)?.comparedVersion;
    if (from !== installedVersion) {
      return { kind: 'device-version', from, to: installedVersion };
    }
    const earlier = versionsOf(before);
    const present = versionsOf(evidence);
    for (const [id, version] of present) {
      if (earlier.get(id) !== version) {
        return {
          kind: 'document',
          document: id,
          documentVersion: version || undefined,
          from: earlier.get(id) || undefined,
          to: version || undefined,
        };
      }
    }
    for (const id of earlier.keys()) {
      if (!present.has(id)) {
        return { kind: 'document', document: id };
      }
    }
    return { kind: 'matching' };
  }
  const [first] = evidence;
  return first
    ? {
        kind: 'document',
        document: first.advisoryId,
        documentVersion: first.advisoryVersion,
      }
    : { kind: 'matching' };
}
