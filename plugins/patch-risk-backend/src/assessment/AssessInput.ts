import type {
  DeviceFields,
  FindingRemediation,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type {
  ExploitFacts,
  ExploitHazardModel,
  FixPromise,
  OtFixModel,
  ScoreTables,
} from '@patch-risk/model';
import type { StoredSighting } from '../database/readSightings';
import type { StoredExploitCode } from '../database/ExploitCodeStore';
import type { AdvisedProduct } from '../findings/AdvisedProduct';

/** What the score reads of a vulnerability. */
export interface AssessVulnerability {
  cve: string;
  cvssVector?: string;
  cvssBaseScore?: number;
  /** Class of the service level; undefined counts as high. */
  severity?: RiskBand;
  cwes: string[];
  disclosedOn?: string;
  kevDateAdded?: string;
  epss?: number;
  epssDate?: string;
  /** What the exploit model reads of the CVE record, as known at the assessment; absent where none is on hand. */
  record?: ExploitFacts;
  /** The CVE record is rejected. */
  isRejected?: boolean;
  /** Public exploit code, to be told; no forecast uses it. */
  exploitCode?: StoredExploitCode[];
  /** What threat intelligence had reported by the assessment. */
  sightings?: StoredSighting[];
}

/** What the score reads of a finding. */
export interface AssessFinding {
  id: string;
  groupKey: string;
  /** Position in `AssessInput.vulnerabilities`. */
  vulnerability: number;
  /** Position in `AssessInput.remediations`. */
  remediation: number;
  /** Position in `AssessInput.advisedProducts`; undefined where the finding does not say. */
  advisedProduct?: number;
  /** Known to affect the device, rather than under investigation or unknown. */
  isConfirmed: boolean;
  /** `YYYY-MM-DD`. */
  firstSeenOn: string;
}

/** What the score reads of a device. */
export interface AssessDevice {
  ref: string;
  fields: DeviceFields;
  /** The least exposure that zones, flows or firewall rules show. */
  derivedExposure?: DeviceFields['exposure'];
  findings: AssessFinding[];
  /** Open and recent anomalies that no planned change explains. */
  anomalies: { severity: RiskBand; open: boolean }[];
  /** Planned start, ISO instant, of the task that closes a group, by group key. */
  plans: Record<string, string>;
}

/** A chunk of devices to assess; plain data, as it crosses into a worker thread. */
export interface AssessInput {
  /** ISO instant. */
  asOf: string;
  /** EPSS values dated before this day are too old to be used. */
  epssFreshSince: string;
  tables: ScoreTables;
  /** Trust in each source of threat intelligence by feed id, in [0, 1]. */
  trusts?: Record<string, number>;
  /** The exploit model in use, where it is not the shipped one. */
  exploitModel?: ExploitHazardModel;
  /** The fix model of OT advisories in use, where it is not the shipped one. */
  fixModel?: OtFixModel;
  /** Names all models together; that of the shipped ones where it is absent. */
  modelVersion?: string;
  /** Days for which fixes were announced, with what was known of them by `asOf`. */
  promises?: FixPromise[];
  /** Days of the service level of each class. */
  slaDays: Record<RiskBand, number>;
  devices: AssessDevice[];
  vulnerabilities: AssessVulnerability[];
  remediations: FindingRemediation[];
  advisedProducts: AdvisedProduct[];
}
