import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError, toError } from '@backstage/errors';
import {
  patchRiskOperationsManagePermission,
  type DiscoveryImportKind,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import { UnsupportedBodyError } from '../telemetry/UnsupportedBodyError';
import type { Discovery } from './Discovery';
import { sentBy } from './sentBy';
import { UploadTooLargeError } from './UploadTooLargeError';

const HEAD_BYTES = 1024 * 1024;

const text = (most: number) => z.string().min(1).max(most).optional();
const flag = z
  .enum(['true', 'false'])
  .optional()
  .transform(value => value === 'true');

const importSchema = z.object({
  kind: z.enum([
    'nmap',
    'nessus',
    'cyclonedx',
    'zeek',
    'suricata',
    'dhcp',
    'csv',
    'json',
    'mud',
  ]) satisfies z.ZodType<DiscoveryImportKind>,
  file: text(200),
  source: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{0,62}$/,
      'use up to 63 small letters, digits and hyphens',
    )
    .optional(),
  site: text(200),
  mapping: text(100),
  preview: flag,
});

const previewSchema = z.object({
  kind: z.enum(['csv', 'json']),
  mapping: text(100),
  draft: text(20_000),
  file: text(200),
  site: text(200),
});

function parseQuery<T>(schema: z.ZodType<T>, request: Request): T {
  const parsed = schema.safeParse(request.query);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(`${issue.path.join('.') || 'query'}: ${issue.message}`);
}

function assertBytes(request: Request): void {
  const type = request.header('content-type') ?? '';
  if (!request.is('application/octet-stream')) {
    throw new UnsupportedBodyError(
      `Content-Type: ${JSON.stringify(
        type.slice(0, 100),
      )} is not supported; send the bytes of the file as application/octet-stream`,
    );
  }
}

function readDraft(draft: string | undefined): unknown {
  if (draft === undefined) return undefined;
  try {
    return JSON.parse(draft);
  } catch {
    throw new InputError('draft: is no JSON; send a mapping as JSON text');
  }
}

async function readHead(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

/** The routes that take a file: they read the body as a stream, so they stand before anything that parses bodies. */
export function createUploadRouter(options: {
  access: DeviceAccess;
  auditor: AuditorService;
  discovery: Discovery;
  httpAuth: HttpAuthService;
}): Router {
  const { access, auditor, discovery, httpAuth } = options;
  const router = PromiseRouter();

  router.post('/discovery/imports', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const event = await auditor.createEvent({
      eventId: 'discovery-import',
      severityLevel: 'medium',
      request,
    });
    try {
      await access.require(credentials, patchRiskOperationsManagePermission);
      const query = parseQuery(importSchema, request);
      assertBytes(request);
      const started = await discovery.start(
        request.iterator({ destroyOnReturn: false }),
        {
          ...query,
          source: query.source ?? query.kind,
          file: query.file ?? `upload.${query.kind}`,
          startedBy: sentBy(credentials),
        },
      );
      const { id, kind, source, file, preview, bytes } = started;
      await event.success({ meta: { id, kind, source, file, preview, bytes } });
      response.status(202).json(started);
    } catch (error) {
      await event.fail({ error: toError(error) });
      if (error instanceof UploadTooLargeError) {
        // The rest of the body is not read.
        response.setHeader('Connection', 'close');
      }
      throw error;
    }
  });

  router.post('/discovery/mappings/preview', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await access.require(credentials, patchRiskOperationsManagePermission);
    const query = parseQuery(previewSchema, request);
    assertBytes(request);
    const head = await readHead(request.iterator({ destroyOnReturn: false }));
    if (head.length === HEAD_BYTES) response.setHeader('Connection', 'close');
    response.json(
      await discovery.mappings.preview({
        head,
        kind: query.kind,
        name: query.mapping,
        draft: readDraft(query.draft),
        file: query.file ?? `upload.${query.kind}`,
        site: query.site,
      }),
    );
  });

  return router;
}
