import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Devices that Patch Risk discovered and a person adopted, as entities. Without this section none is written. */
      patchRisk?: {
        /**
         * Entity ref of the owner of a device that nobody named an owner for, such as `group:default/plant-it`.
         * @visibility backend
         */
        owner: string;
        /**
         * Entity ref of the system that the devices belong to. Default: none.
         * @visibility backend
         */
        system?: string;
        /**
         * Namespace of the entities. Default: default.
         * @visibility backend
         */
        namespace?: string;
        /**
         * Entity ref of the site for each name of a site that sources give, such as `{ North: 'resource:site-north' }`.
         * @visibility backend
         */
        sites?: { [name: string]: string };
        /**
         * When the devices are read. Default: every 5 minutes, for 30 minutes at most.
         * @visibility backend
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
