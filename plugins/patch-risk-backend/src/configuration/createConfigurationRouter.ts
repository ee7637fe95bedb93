import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { patchRiskConfigurationWritePermission } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import { UnsupportedBodyError } from '../telemetry/UnsupportedBodyError';
import { ConfigurationTooLargeError } from './ConfigurationTooLargeError';
import type { ConfigurationKeeper } from './ConfigurationKeeper';

function formatOf(request: Request): 'json' | 'text' {
  const encoding = request.header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity') {
    throw new UnsupportedBodyError(
      `Content-Encoding: ${JSON.stringify(
        encoding.slice(0, 100),
      )} is not supported; send the body as it is`,
    );
  }
  if (request.is('application/json')) {
    return 'json';
  }
  if (request.is('text/plain')) {
    return 'text';
  }
  throw new UnsupportedBodyError(
    `Content-Type: ${JSON.stringify(
      (request.header('content-type') ?? '').slice(0, 100),
    )} is not supported; use text/plain or application/json`,
  );
}

async function readBody(request: Request, most: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new ConfigurationTooLargeError(
      `The configuration is larger than ${most} bytes; send the part that people set, or raise patchRisk.configuration.maxBytes`,
    );
  if (Number(request.header('content-length')) > most) {
    throw tooLarge();
  }
  const parts: Buffer[] = [];
  let size = 0;
  // A body that is refused half-way still gets its answer.
  for await (const part of request.iterator({ destroyOnReturn: false })) {
    size += part.length;
    if (size > most) {
      throw tooLarge();
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** `PUT /configuration/{kind}/{namespace}/{name}`: reads the body itself, so it stands before anything that parses bodies. */
export function createConfigurationRouter(options: {
  access: DeviceAccess;
  auditor: AuditorService;
  configurations: ConfigurationKeeper;
  httpAuth: HttpAuthService;
}): Router {
  const { access, auditor, configurations, httpAuth } = options;
  const router = PromiseRouter();

  router.put(
    '/configuration/:kind/:namespace/:name',
    async (request, response) => {
      const deviceRef = stringifyEntityRef(request.params);
      const event = await auditor.createEvent({
        eventId: 'configuration-receive',
        severityLevel: 'low',
        request,
        meta: { device: deviceRef },
      });
      try {
        const credentials = await httpAuth.credentials(request, {
          allow: ['user', 'service'],
        });
        await access.require(
          credentials,
          patchRiskConfigurationWritePermission,
        );
        const { principal } = credentials;
        const receipt = await configurations.receive({
          deviceRef,
          format: formatOf(request),
          bytes: await readBody(request, configurations.settings.maxBytes),
          source: 'http',
          sender:
            principal.type === 'user'
              ? principal.userEntityRef
              : principal.subject,
        });
        await event.success({
          meta: { snapshotId: receipt.snapshotId, isNew: receipt.isNew },
        });
        response.json(receipt);
      } catch (error) {
        await event.fail({ error: toError(error) });
        if (error instanceof ConfigurationTooLargeError) {
          // The rest of the body is not read.
          response.setHeader('Connection', 'close');
        }
        throw error;
      }
    },
  );

  return router;
}
