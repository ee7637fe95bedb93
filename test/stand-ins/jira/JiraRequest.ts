import type { IssueStore } from './IssueStore';
import type { StandInFaults } from './StandInFaults';

/** What an operation is given: the call's parts and the stand-in's state. */
export interface JiraRequest {
  origin: string;
  parameters: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  store: IssueStore;
  faults: StandInFaults;
}
