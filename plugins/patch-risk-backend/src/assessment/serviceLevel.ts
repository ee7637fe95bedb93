import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { GroupInput } from './GroupInput';

const DAY_MS = 24 * 60 * 60 * 1000;

/** By when a group should be dealt with. */
export interface ServiceLevel {
  /** What begun exploitation, or else the CVSS severity, makes of the member that decides. */
  band: RiskBand;
  days: number;
  /** Date of the finding from which the days count. */
  from: string;
  /** Days between the assessment and the end of the service level; below 0 when it has passed. */
  daysLeft: number;
}

/**
 * The service level of a group: the one of its members that ends first, in days of UTC. Weekends and holidays move only
 * the due date of a task.
 *
 * @param options - `asOf` is an instant
 */
export function serviceLevel(options: {
  group: GroupInput;
  slaDays: Record<RiskBand, number>;
  asOf: string;
}): ServiceLevel {
  const { group, slaDays, asOf } = options;
  const today = Date.parse(asOf.slice(0, 10));
  let first: ServiceLevel | undefined;
  for (const { finding, view } of group.members) {
    const band = view.begun
      ? 'critical'
      : view.vulnerability.severity ?? 'high';
    const days = slaDays[band];
    const passed = (today - Date.parse(finding.firstSeenOn)) / DAY_MS;
    const level = {
      band,
      days,
      from: finding.firstSeenOn,
      daysLeft: days - passed,
    };
    if (!first || level.daysLeft < first.daysLeft) {
      first = level;
    }
  }
  if (!first) {
    throw new TypeError('A group needs at least one finding');
  }
  return first;
}
