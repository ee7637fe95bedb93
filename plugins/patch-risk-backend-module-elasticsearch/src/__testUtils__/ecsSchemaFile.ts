import { resolve } from 'node:path';

/** The fields of ECS 9.4.0, beside the project where they are at hand. */
export const ecsSchemaFile = resolve(
  __dirname,
  '../../../../../shared/contracts/ecs-9.4.0/ecs_flat.yml',
);
