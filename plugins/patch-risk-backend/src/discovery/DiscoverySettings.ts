import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { LinkedInput } from '@patch-risk/discovery';
import type { DiscoveryImportKind } from '@patch-risk/backstage-plugin-patch-risk-common';

/** A source that is read on schedule: a file, a directory or an address. */
export interface ConfiguredSource {
  id: string;
  kind: DiscoveryImportKind;
  place: { path: string } | { url: string };
  site?: string;
  /** Name of a saved mapping. */
  mapping?: string;
  /** Whether what it sees is managed without anybody's decision. */
  adopt: boolean;
  schedule: SchedulerServiceTaskScheduleDefinition;
}

/** What `patchRisk.discovery` says. */
export interface DiscoverySettings {
  maxUploadBytes: number;
  merging: NonNullable<LinkedInput['options']>;
  sources: ConfiguredSource[];
  sweep: SchedulerServiceTaskScheduleDefinition;
}
