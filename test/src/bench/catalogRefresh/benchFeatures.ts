import {
  coreServices,
  createBackendModule,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import type { ManagedDevice } from '@patch-risk/backstage-plugin-patch-risk-common';
import { createHash } from 'node:crypto';
import express from 'express';

const SAMPLE_MS = 100;

/** What the plugin and the module below share in their process. */
const shared = {
  processed: 0,
  peakResidentBytes: 0,
  trigger: async () => undefined as void,
};

/** Counts what the catalog processes, and lets the bench start the provider. */
export const benchCatalogModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'bench',
  register(reg) {
    reg.registerInit({
      deps: {
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ processing, scheduler }) {
        shared.trigger = () => scheduler.triggerTask('patch-risk-devices');
        processing.addProcessor({
          getProcessorName: () => 'BenchProcessor',
          preProcessEntity: async entity => {
            shared.processed++;
            return entity;
          },
        });
      },
    });
  },
});

function makeDevice(index: number, revision: number): ManagedDevice {
  const digest = createHash('sha256').update(String(index)).digest('hex');
  const octets = [index >> 16, index >> 8, index].map(value =>
    (value & 255).toString(16).padStart(2, '0'),
  );
  return {
    key: `device-${digest.slice(0, 20)}`,
    revision,
    formerKeys: [`device-${digest.slice(20, 40)}`],
    title: `Controller ${index}`,
    vendor: 'Siemens',
    model: 'SIMATIC S7-1500 CPU 1515-2 PN',
    firmwareVersion: `2.${revision}.${index % 7}`,
    serial: `SC-${digest.slice(40, 52)}`,
    site: index % 2 ? 'North' : 'South',
    addresses: {
      macs: [`00:1b:1b:${octets.join(':')}`],
      ips: [`10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`],
      hostnames: [`controller-${index}.example.com`],
    },
    sources: ['bench'],
  };
}

/** Only for the benchmark: the managed devices as the plugin tells them, out of memory. */
export const benchDevicesPlugin = createBackendPlugin({
  pluginId: 'patch-risk',
  register(env) {
    env.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        let devices: ManagedDevice[] = [];
        let revision = 0;
        setInterval(() => {
          shared.peakResidentBytes = Math.max(
            shared.peakResidentBytes,
            process.memoryUsage.rss(),
          );
        }, SAMPLE_MS).unref();
        const router = express.Router();
        router.get('/discovery/managed', (request, response) => {
          const after = Number(request.query.after ?? 0);
          const limit = Number(request.query.limit ?? 50);
          const items = devices
            .filter(device => device.revision > after)
            .slice(0, limit);
          const next = items.at(-1)?.revision ?? after;
          response.json({ items, next, hasMore: next < revision });
        });
        router.post('/bench/make/:count', (request, response) => {
          devices = Array.from(
            { length: Number(request.params.count) },
            (_, i) => makeDevice(i, ++revision),
          );
          response.json({});
        });
        router.post('/bench/change/:count', (request, response) => {
          const changed = devices.splice(0, Number(request.params.count));
          devices.push(
            ...changed.map(({ title }) =>
              makeDevice(Number(title?.split(' ')[1]), ++revision),
            ),
          );
          response.json({});
        });
        router.post('/bench/run', async (_request, response) => {
          shared.processed = 0;
          shared.peakResidentBytes = process.memoryUsage.rss();
          await shared.trigger();
          response.json({});
        });
        router.get('/bench/figures', (_request, response) => {
          const { processed, peakResidentBytes } = shared;
          response.json({ processed, peakResidentBytes });
        });
        httpRouter.use(router);
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
      },
    });
  },
});
