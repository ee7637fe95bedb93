import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';

/**
 * Backstage's logger without its search for secrets in the schemas of all packages, which compiles every config.d.ts and
 * takes most of a start.
 */
export const quickLogger = createServiceFactory({
  service: coreServices.rootLogger,
  deps: {},
  factory: () => WinstonLogger.create({ level: 'info' }),
});
