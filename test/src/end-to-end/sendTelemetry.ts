import type { TelemetryReceipt } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { GeneratedPoint } from '../../telemetry/generateTelemetry';
import type { ApiClient } from '../harness/ApiClient';

const POINTS_A_BATCH = 5000;

/**
 * Sends points as a collector does, batch by batch, each repeated until it is acknowledged.
 *
 * @returns counts over all batches
 */
export async function sendTelemetry(
  sender: ApiClient,
  points: Iterable<GeneratedPoint>,
): Promise<{ accepted: number; refused: number }> {
  const total = { accepted: 0, refused: 0 };
  let lines: string[] = [];
  const send = async () => {
    const body = lines.join('\n');
    lines = [];
    for (;;) {
      const answer = await sender.call('POST', '/telemetry', {
        body,
        headers: { 'content-type': 'application/x-ndjson' },
      });
      if (answer.status === 200) {
        const receipt = answer.json<TelemetryReceipt>();
        total.accepted += receipt.accepted;
        total.refused += receipt.refused.length;
        return;
      }
      const seconds = Number(answer.headers.get('retry-after'));
      if (!(seconds > 0)) {
        throw new Error(`Telemetry: ${answer.status} ${answer.text}`);
      }
      await new Promise(resolve => setTimeout(resolve, seconds * 1000));
    }
  };
  for (const point of points) {
    lines.push(JSON.stringify(point));
    if (lines.length === POINTS_A_BATCH) {
      await send();
    }
  }
  if (lines.length > 0) {
    await send();
  }
  return total;
}
