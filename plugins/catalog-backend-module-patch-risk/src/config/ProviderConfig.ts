import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';

/** `catalog.providers.patchRisk`, with all entity refs written out. */
export interface ProviderConfig {
  owner: string;
  system?: string;
  namespace: string;
  /** Entity ref of the site by the name that sources give. */
  sites: ReadonlyMap<string, string>;
  schedule: SchedulerServiceTaskScheduleDefinition;
}
