import type {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError, toError } from '@backstage/errors';
import { patchRiskConfigurationApprovePermission } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Request } from 'express';
import type { ConfigurationKeeper } from '../configuration/ConfigurationKeeper';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import type { ReachReads } from '../reach/ReachReads';
import type { createOpenApiRouter } from '../schema/openapi/generated';
import type { DeviceGate } from './DeviceGate';

/** What the routes of reach and configuration need. */
export interface DeviceStateRouteOptions {
  access: DeviceAccess;
  auditor: AuditorService;
  configurations: ConfigurationKeeper;
  gate: DeviceGate;
  httpAuth: HttpAuthService;
  reach: ReachReads;
}

function nameOf(credentials: BackstageCredentials): string {
  const { principal } = credentials as BackstageCredentials<{
    userEntityRef?: string;
    subject?: string;
  }>;
  return principal.userEntityRef ?? principal.subject ?? 'unknown';
}

/** Routes of a device's reach from the network and of its configuration. */
export function addDeviceStateRoutes(
  router: Awaited<ReturnType<typeof createOpenApiRouter>>,
  options: DeviceStateRouteOptions,
): void {
  const { access, auditor, configurations, gate, httpAuth, reach } = options;

  async function mayApprove(credentials: BackstageCredentials) {
    try {
      await access.require(
        credentials,
        patchRiskConfigurationApprovePermission,
      );
      return true;
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return false;
      }
      throw error;
    }
  }

  async function view(credentials: BackstageCredentials, deviceRef: string) {
    return {
      ...(await configurations.view(deviceRef)),
      canApprove: await mayApprove(credentials),
    };
  }

  /** Runs what changes a baseline with an audit event; a refused attempt is recorded as failed. */
  async function audited(options_: {
    eventId: string;
    request: unknown;
    deviceRef: string;
    credentials: BackstageCredentials;
    meta: Record<string, string>;
    work: () => Promise<void>;
  }) {
    const { credentials, deviceRef } = options_;
    const event = await auditor.createEvent({
      eventId: options_.eventId,
      severityLevel: 'medium',
      // The typed request of the router is a request.
      request: options_.request as Request,
      meta: { device: deviceRef, ...options_.meta },
    });
    try {
      await gate.require(credentials, deviceRef);
      await access.require(
        credentials,
        patchRiskConfigurationApprovePermission,
      );
      await options_.work();
      await event.success();
      return await view(credentials, deviceRef);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  }

  router.get(
    '/devices/:kind/:namespace/:name/reach',
    async (request, response) => {
      const deviceRef = stringifyEntityRef(request.params);
      await gate.require(await httpAuth.credentials(request), deviceRef);
      response.json(await reach.get(deviceRef));
    },
  );

  router.get(
    '/devices/:kind/:namespace/:name/configuration',
    async (request, response) => {
      const deviceRef = stringifyEntityRef(request.params);
      const credentials = await httpAuth.credentials(request);
      await gate.require(credentials, deviceRef);
      response.json(await view(credentials, deviceRef));
    },
  );

  router.get(
    '/devices/:kind/:namespace/:name/configuration/difference',
    async (request, response) => {
      const deviceRef = stringifyEntityRef(request.params);
      await gate.require(await httpAuth.credentials(request), deviceRef);
      response.json(
        await configurations.difference({ deviceRef, ...request.query }),
      );
    },
  );

  router.post(
    '/devices/:kind/:namespace/:name/configuration/baseline',
    async (request, response) => {
      const deviceRef = stringifyEntityRef(request.params);
      const credentials = await httpAuth.credentials(request);
      const { snapshotId, reason } = request.body;
      response.json(
        await audited({
          eventId: 'configuration-approve',
          request,
          deviceRef,
          credentials,
          meta: { snapshotId, reason },
          work: () =>
            configurations.approve({
              deviceRef,
              snapshotId,
              reason,
              by: nameOf(credentials),
            }),
        }),
      );
    },
  );

  router.post(
    '/devices/:kind/:namespace/:name/configuration/baseline/undo',
    async (request, response) => {
      const deviceRef = stringifyEntityRef(request.params);
      const credentials = await httpAuth.credentials(request);
      const { reason } = request.body;
      response.json(
        await audited({
          eventId: 'configuration-approval-undo',
          request,
          deviceRef,
          credentials,
          meta: { reason },
          work: () =>
            configurations.undo({
              deviceRef,
              reason,
              by: nameOf(credentials),
            }),
        }),
      );
    },
  );
}
