import type { RiskBand } from '@patch-risk/backstage-plugin-patch-risk-common';

/** Where the clock of an SLA starts. */
export type ClockStart = 'first-finding' | 'fix-available';

/** The default policy from which due dates follow. */
export interface PlanningPolicy {
  /** Calendar days for each class of severity. */
  slaDays: Record<RiskBand, number>;
  clockStart: ClockStart;
  /** Zone of sites that name none, IANA. */
  defaultTimeZone: string;
  /** Holidays of sites that name none, as `DE` or `DE-BY`. */
  defaultHolidays?: string;
  /** Days of the week without work, 1 is Monday and 7 is Sunday. */
  weekend: number[];
}
