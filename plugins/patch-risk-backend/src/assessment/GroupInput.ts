import type {
  FindingRemediation,
  RemediationState,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { AssessFinding } from './AssessInput';
import type { VulnerabilityView } from './VulnerabilityViews';

/** Furthest from a fix first: a group is closed when its last finding is. */
const FURTHEST_FIRST: RemediationState[] = [
  'no_fix_planned',
  'none_available',
  'unknown',
  'announced',
  'available',
];

/** A fix group on a device before it is scored. */
export class GroupInput {
  readonly key: string;
  readonly members: {
    finding: AssessFinding;
    view: VulnerabilityView;
    remediation: FindingRemediation;
  }[] = [];

  static create(key: string): GroupInput {
    return new GroupInput(key);
  }

  private constructor(key: string) {
    this.key = key;
  }

  /** Puts members into the order of their CVE ids, so that the same group gives the same digits. */
  sort(): void {
    this.members.sort((one, other) =>
      one.view.vulnerability.cve < other.view.vulnerability.cve ? -1 : 1,
    );
  }

  get cves(): string[] {
    return [...new Set(this.members.map(m => m.view.vulnerability.cve))];
  }

  get exploited(): boolean {
    return this.members.some(member => member.view.begun);
  }

  /** Some finding is known to affect the device. */
  get confirmed(): boolean {
    return this.members.some(({ finding }) => finding.isConfirmed);
  }

  /** The member with the highest base score, the first by CVE id among equals. */
  get lead(): GroupInput['members'][number] {
    let lead = this.members[0];
    for (const member of this.members) {
      if (scoreOf(member) > scoreOf(lead)) {
        lead = member;
      }
    }
    return lead;
  }

  /** The remediation that is furthest from a fix; among equals the one that comes last. */
  get remediation(): FindingRemediation {
    let furthest = this.members[0].remediation;
    for (const { remediation } of this.members) {
      const order = FURTHEST_FIRST.indexOf(remediation.state);
      const furthestOrder = FURTHEST_FIRST.indexOf(furthest.state);
      if (
        order < furthestOrder ||
        (order === furthestOrder && dateOf(remediation) > dateOf(furthest))
      ) {
        furthest = remediation;
      }
    }
    return furthest;
  }
}

function scoreOf(member: GroupInput['members'][number]): number {
  return member.view.vulnerability.cvssBaseScore ?? -1;
}

function dateOf(remediation: FindingRemediation): string {
  return remediation.availableSince ?? remediation.plannedFor ?? '';
}
