import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type PermissionCriteria,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  type ConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  patchRiskDeviceReadPermission,
  patchRiskFindingSuppressPermission,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { DeviceFilter } from '../database/DeviceFilter';
import { patchRiskDeviceResourceRef } from './deviceResource';

function toFilter(criteria: PermissionCriteria<DeviceFilter>): DeviceFilter {
  if ('allOf' in criteria) {
    return { allOf: criteria.allOf.map(toFilter) };
  }
  if ('anyOf' in criteria) {
    return { anyOf: criteria.anyOf.map(toFilter) };
  }
  if ('not' in criteria) {
    return { not: toFilter(criteria.not) };
  }
  return criteria;
}

/** Turns credentials into what they may see. */
export class DeviceAccess {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;
  #transform: ConditionTransformer<DeviceFilter> | undefined;

  static create(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
  }) {
    return new DeviceAccess(options.permissions, options.permissionsRegistry);
  }

  private constructor(
    permissions: PermissionsService,
    registry: PermissionsRegistryService,
  ) {
    this.#permissions = permissions;
    this.#registry = registry;
  }

  /**
   * The devices that the caller may read: `undefined` means all of them.
   *
   * @throws NotAllowedError when the caller may read none
   */
  async visibleDevices(
    credentials: BackstageCredentials,
  ): Promise<DeviceFilter | undefined> {
    return this.#devicesOf(
      credentials,
      patchRiskDeviceReadPermission,
      'You may not read devices',
    );
  }

  /**
   * The devices whose findings the caller may set aside: `undefined` means all of them.
   *
   * @throws NotAllowedError when the caller may set none aside
   */
  async suppressibleDevices(
    credentials: BackstageCredentials,
  ): Promise<DeviceFilter | undefined> {
    return this.#devicesOf(
      credentials,
      patchRiskFindingSuppressPermission,
      `You need the permission ${patchRiskFindingSuppressPermission.name}`,
    );
  }

  async #devicesOf(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
    refusal: string,
  ): Promise<DeviceFilter | undefined> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.ALLOW) {
      return undefined;
    }
    if (decision.result === AuthorizeResult.CONDITIONAL) {
      // The set of rules is complete only after all modules have registered theirs.
      this.#transform ??= createConditionTransformer(
        this.#registry.getPermissionRuleset(patchRiskDeviceResourceRef),
      );
      return toFilter(this.#transform(decision.conditions));
    }
    throw new NotAllowedError(refusal);
  }

  /** @throws NotAllowedError unless the permission is granted */
  async require(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`You need the permission ${permission.name}`);
    }
  }
}
