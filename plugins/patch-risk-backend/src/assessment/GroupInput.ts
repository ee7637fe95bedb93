import type {
  FindingRemediation,
  RemediationState,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { AdvisedProduct } from '../findings/AdvisedProduct';
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
    advisedProduct?: AdvisedProduct;
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

  /** Findings of which exploitation has begun. */
  get exploitedCount(): number {
    return this.members.filter(member => member.view.begun).length;
  }

  get exploited(): boolean {
    return this.exploitedCount > 0;
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

  /**
   * The member whose fix comes last: the state furthest from a fix, then the latest date, then the highest base score,
   * then the first CVE id.
   */
  get lastFixed(): GroupInput['members'][number] {
    let last = this.members[0];
    for (const member of this.members) {
      const order =
        FURTHEST_FIRST.indexOf(member.remediation.state) -
          FURTHEST_FIRST.indexOf(last.remediation.state) ||
        compare(dateOf(last.remediation), dateOf(member.remediation)) ||
        scoreOf(last) - scoreOf(member);
      if (order < 0) {
        last = member;
      }
    }
    return last;
  }

  get remediation(): FindingRemediation {
    return this.lastFixed.remediation;
  }
}

function compare(one: string, other: string): number {
  return Number(one > other) - Number(one < other);
}

function scoreOf(member: GroupInput['members'][number]): number {
  return member.view.vulnerability.cvssBaseScore ?? -1;
}

function dateOf(remediation: FindingRemediation): string {
  return remediation.availableSince ?? remediation.plannedFor ?? '';
}
