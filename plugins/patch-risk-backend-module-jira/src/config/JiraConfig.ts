import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';

/** Everything that the sink is told by configuration; durations in milliseconds. */
export interface JiraConfig {
  baseUrl: string;
  email: string;
  apiToken: string;
  projectKey: string;
  issueType: string;
  standIn: boolean;
  labels: string[];
  components: string[];
  priorities: Record<RiskBand, string>;
  resolution: string | undefined;
  maxDevices: number;
  timeoutMs: number;
  searchLagMs: number;
}
