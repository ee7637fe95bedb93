import { parseEntityRef } from '@backstage/catalog-model';
import type { OutboundEvent } from '@patch-risk/backstage-plugin-patch-risk-node';
import type { AssessmentSubject } from '../database/AssessmentInputStore';
import type { AssessmentRow } from '../database/AssessmentRows';
import type { AssessedGroup } from './AssessOutput';
import { contentHash } from './contentHash';
import type { AssessmentMove } from './findMove';

function pageOf(appBaseUrl: string, ref: string): string {
  const { kind, namespace, name } = parseEntityRef(ref);
  return `${appBaseUrl.replace(
    /\/+$/,
    '',
  )}/catalog/${namespace}/${kind}/${name}`;
}

/**
 * Events about a move: one for each group whose decision changed; where none did but the band of the device, one for the
 * group that makes most of its risk. The finding with the highest base score speaks for a group.
 */
export function findingChangedEvents(options: {
  subject: AssessmentSubject;
  row: AssessmentRow;
  move: AssessmentMove;
  groups: readonly AssessedGroup[];
  statuses: ReadonlyMap<string, string>;
  appBaseUrl: string;
}): OutboundEvent[] {
  const { subject, row, move, groups, statuses, appBaseUrl } = options;
  const { fields } = subject;
  const band = row.band;
  if (move.isFirst || band === null) {
    return [];
  }
  const fromByKey = new Map(
    move.decisions.map(({ group, from }) => [group.group_key, from]),
  );
  let changed = groups.filter(group => fromByKey.has(group.key));
  if (changed.length === 0 && move.hasNewBand && groups.length > 0) {
    changed = [
      groups.reduce((top, group) => (group.loss > top.loss ? group : top)),
    ];
  }
  return changed.map(group => {
    const from = fromByKey.get(group.key);
    const reason = from
      ? `The decision changed from ${from} to ${group.decision}`
      : `The risk band of the device changed from ${move.previousBand} to ${band}`;
    const { findingId, cve, baseScore } = group.lead;
    return {
      id: contentHash(
        [subject.ref, group.key, findingId, reason, row.assessed_at].join('|'),
      ),
      dataset: 'finding',
      action: 'finding-changed',
      at: row.assessed_at,
      createdAt: row.assessed_at,
      device: {
        entityRef: subject.ref,
        title: subject.title,
        vendor: subject.vendor,
        model: subject.model,
        firmwareVersion: subject.firmwareVersion,
        serial: fields.serial,
        mac: fields.addresses.mac,
        ip: fields.addresses.ip,
        hostname: fields.addresses.hostname,
        zone: subject.zone,
        siteRef: subject.siteRef,
        ownerRef: subject.ownerRef,
        criticality: fields.criticality,
        exposure: fields.exposure,
        riskIndex: row.index ?? undefined,
      },
      severity: band,
      message: `${cve} on ${subject.title}: ${group.decision}`,
      reason,
      url: pageOf(appBaseUrl, subject.ref),
      finding: {
        id: findingId,
        cve,
        status: statuses.get(findingId) ?? 'affected',
        baseScore,
        decision: group.decision,
      },
    };
  });
}
