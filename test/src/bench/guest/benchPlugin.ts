import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import express from 'express';
import { GuestWork } from './GuestWork';

/** Timer of the histogram; it counts as delay what goes beyond it. */
const RESOLUTION_MS = 10;

/**
 * Only for benchmarks: does the plugin's heavy work in this process when it is asked to, and tells how long the event loop
 * was kept waiting.
 */
export const benchPlugin = createBackendPlugin({
  pluginId: 'bench',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
      },
      async init({ config, httpRouter, lifecycle }) {
        const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
        delay.enable();
        const work = await GuestWork.create(config);
        const router = express.Router();
        router.post('/reset', (_request, response) => {
          delay.reset();
          response.json({});
        });
        router.get('/delay', (_request, response) => {
          const milliseconds = (nanoseconds: number) =>
            Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
          response.json({
            p50: milliseconds(delay.percentile(50)),
            p99: milliseconds(delay.percentile(99)),
            max: milliseconds(delay.max),
          });
        });
        router.post('/prepare', async (_request, response) => {
          response.json(await work.prepare());
        });
        router.post('/assess', async (_request, response) => {
          response.json({ seconds: await work.assess() });
        });
        router.post('/read', async (_request, response) => {
          response.json({ seconds: await work.read() });
        });
        httpRouter.use(router);
        httpRouter.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
        lifecycle.addShutdownHook(() => work.close());
      },
    });
  },
});
