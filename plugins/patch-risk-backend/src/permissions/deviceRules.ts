import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { matchesDeviceFilter } from '../database/DeviceFilter';
import { patchRiskDeviceResourceRef } from './deviceResource';

function attributeRule<TName extends string>(options: {
  name: TName;
  description: string;
  attribute: 'owner_ref' | 'site_ref' | 'zone';
  parameter: string;
}) {
  return createPermissionRule({
    name: options.name,
    description: options.description,
    resourceRef: patchRiskDeviceResourceRef,
    paramsSchema: z.object({
      values: z.array(z.string()).describe(options.parameter),
    }),
    apply: (device, { values }) =>
      matchesDeviceFilter(device, { attribute: options.attribute, values }),
    toQuery: ({ values }) => ({ attribute: options.attribute, values }),
  });
}

/** Allow devices whose owner is one of the given entity refs. @public */
export const isDeviceOwner = attributeRule({
  name: 'IS_OWNER',
  description: 'Allow devices owned by one of the given entities',
  attribute: 'owner_ref',
  parameter: 'Entity refs of owners, usually the claims of the user',
});

/** Allow devices at one of the given sites. @public */
export const isDeviceInSite = attributeRule({
  name: 'IN_SITE',
  description: 'Allow devices at one of the given sites',
  attribute: 'site_ref',
  parameter: 'Entity refs of sites',
});

/** Allow devices in one of the given zones. @public */
export const isDeviceInZone = attributeRule({
  name: 'IN_ZONE',
  description: 'Allow devices in one of the given zones',
  attribute: 'zone',
  parameter: 'Names of zones',
});

/** The rules of the device resource. */
export const deviceRules = [isDeviceOwner, isDeviceInSite, isDeviceInZone];
