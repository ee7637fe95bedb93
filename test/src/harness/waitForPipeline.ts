import type { Status } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ApiClient } from './ApiClient';
import type { RunningBackend } from './RunningBackend';
import { until } from './until';

/**
 * Waits until every feed was read, `devices` of them are known, and the stages have had nothing to do for seven seconds:
 * jobs that one sets off for another start within five. Give the pipeline a schedule of two seconds at most.
 *
 * @param options - `delivered` waits for empty outboxes too; `api` asks as somebody other than the guest
 * @throws when a feed or the pipeline failed, with its message
 */
export async function waitForPipeline(
  backend: RunningBackend,
  options: {
    devices: number;
    seconds: number;
    delivered?: boolean;
    api?: ApiClient;
  },
): Promise<Status> {
  const api = options.api ?? (await backend.api());
  let last = '';
  let calm = 0;
  let failure: string | undefined;
  const status = await until<Status>({
    what: `finished pipeline of ${options.devices} devices`,
    seconds: options.seconds,
    everyMs: 500,
    probe: async () => {
      const now = await api.get<Status>('/status');
      failure =
        now.feeds.find(feed => feed.state === 'failed')?.error ??
        now.pipeline?.error;
      if (failure) {
        return now;
      }
      const isSettled =
        now.feeds.every(feed => feed.state === 'ok') &&
        now.deviceCount >= options.devices &&
        now.pipeline?.state === 'idle' &&
        now.pipeline.lastFinishedAt !== undefined &&
        (!options.delivered || now.sinks.every(sink => sink.pending === 0));
      const figures = JSON.stringify({ ...now, now: undefined });
      calm = isSettled && figures === last ? calm + 1 : 0;
      last = figures;
      return calm >= 14 ? now : undefined;
    },
  });
  if (failure) {
    throw new Error(failure);
  }
  return status;
}
