import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionFactory,
  type PermissionPolicy,
  type PolicyQuery,
  type PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  patchRiskDeviceReadPermission,
  patchRiskOperationsReadPermission,
  patchRiskPermissions,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  isDeviceInSite,
  isDeviceInZone,
  isDeviceOwner,
} from '@patch-risk/backstage-plugin-patch-risk-backend';
import { users } from './users';

const conditions = new Map([
  [
    users.owner as string,
    createConditionFactory(isDeviceOwner)({
      values: ['group:default/water-automation'],
    }),
  ],
  [
    users.site,
    createConditionFactory(isDeviceInSite)({
      values: ['resource:default/site-munich'],
    }),
  ],
  [
    users.zone,
    createConditionFactory(isDeviceInZone)({ values: ['Telecontrol'] }),
  ],
]);

class TestPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const isOurs = patchRiskPermissions.some(
      ({ name }) => name === permission.name,
    );
    const name = user?.info.userEntityRef ?? '';
    const condition = conditions.get(name);
    if (condition && isPermission(permission, patchRiskDeviceReadPermission)) {
      return {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'patch-risk',
        resourceType: permission.resourceType,
        conditions: condition,
      };
    }
    const isAllowed =
      !isOurs ||
      name === users.everything ||
      (name === users.operator &&
        isPermission(permission, patchRiskOperationsReadPermission));
    return { result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}

/** Lets each user of the test see what `users` says; the catalog is open to all. */
export const testPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new TestPolicy());
      },
    });
  },
});
