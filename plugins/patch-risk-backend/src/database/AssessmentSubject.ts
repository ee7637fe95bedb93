import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';

/** A device to assess, with what else an event about it tells. */
export interface AssessmentSubject {
  ref: string;
  title: string;
  vendor?: string;
  model?: string;
  firmwareVersion?: string;
  zone?: string;
  siteRef?: string;
  ownerRef?: string;
  fields: DeviceFields;
  lastSeenAt: string;
  matchState?: string;
  matchReason?: string;
  findingCount: number;
}
