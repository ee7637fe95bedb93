import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import {
  patchRiskOperationsManagePermission,
  type SbomReceipt,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Clock } from '../clock/Clock';
import type { ComponentSourceStore } from '../database/ComponentSourceStore';
import { byteLimit } from '../feeds/http/byteLimit';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import { SBOM_FEED, type SbomReader } from './SbomReader';

/** As much as the reader takes. */
const MAX_BYTES = 50 * 1024 * 1024;
const MAX_TEXT = 200;

function textOf(request: Request, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || value.length > MAX_TEXT) {
    throw new InputError(
      `${name}: is no text of up to ${MAX_TEXT} characters; write it once and shorter, or leave it out`,
    );
  }
  return value;
}

/** `POST /components/documents`: takes the body as a stream, so it stands before anything that parses bodies. */
export function createSbomRouter(options: {
  access: DeviceAccess;
  auditor: AuditorService;
  clock: Clock;
  componentSources: ComponentSourceStore;
  httpAuth: HttpAuthService;
  sbomReader: SbomReader;
}): Router {
  const { access, auditor, clock, componentSources, httpAuth, sbomReader } =
    options;
  const router = PromiseRouter();

  async function receive(request: Request): Promise<SbomReceipt> {
    const name = textOf(request, 'name');
    if (name === undefined) {
      throw new InputError(
        'name: is missing; write the name to keep the document under, for example the product and its version',
      );
    }
    const product = {
      vendor: textOf(request, 'vendor'),
      model: textOf(request, 'model'),
      version: textOf(request, 'version'),
    };
    const folder = await mkdtemp(join(tmpdir(), 'patch-risk-sbom-'));
    try {
      const path = join(folder, 'content');
      await pipeline(
        request.iterator({ destroyOnReturn: false }),
        byteLimit(name, MAX_BYTES),
        createWriteStream(path, { mode: 0o600 }),
      );
      const sources = await componentSources.list();
      const known = sources.find(
        ({ kind, location }) => kind === 'upload' && location === name,
      );
      const at = clock.now().toISOString();
      const { outcome, header, problems } = await sbomReader.read(
        {
          path,
          name: `upload: ${name}`,
          source: { kind: 'upload', location: name },
          // What it is for may have changed where the bytes have not.
          known: known && { ...known, fileHash: '' },
          product,
        },
        { maxBytes: MAX_BYTES, at },
      );
      return {
        outcome,
        vendor: product.vendor ?? header?.vendor,
        model: product.model ?? header?.name,
        version: product.version ?? header?.version,
        componentCount: header?.componentCount,
        problems: problems.map(problem => ({
          ...problem,
          feedId: SBOM_FEED,
          at,
        })),
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  router.post('/components/documents', async (request, response) => {
    const event = await auditor.createEvent({
      eventId: 'component-document-receive',
      severityLevel: 'medium',
      request,
    });
    try {
      const credentials = await httpAuth.credentials(request, {
        allow: ['user', 'service'],
      });
      await access.require(credentials, patchRiskOperationsManagePermission);
      const receipt = await receive(request);
      await event.success({ meta: { outcome: receipt.outcome } });
      response.json(receipt);
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  });

  return router;
}
