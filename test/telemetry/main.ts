import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import {
  generateTelemetry,
  type GeneratedPoint,
  type Incident,
} from './generateTelemetry';

// Sends what the demo's devices would send: two days of the past at the first start, then the present as it passes.

const STEP_MINUTES = 5;
const STEP_MS = STEP_MINUTES * 60_000;
const HISTORY_MS = 48 * 3_600_000;
const BATCH_MS = 4 * 3_600_000;
const SEED = 20250825;

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'http://localhost:7007' },
    catalog: { type: 'string', default: 'catalog' },
    state: { type: 'string' },
    until: { type: 'string' },
  },
});

function floorToStep(instant: number): number {
  return Math.floor(instant / STEP_MS) * STEP_MS;
}

function readDevices(): string[] {
  return readdirSync(values.catalog)
    .filter(file => /^devices-.*\.yaml$/.test(file))
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(values.catalog, file), 'utf8')),
    )
    .map(document => `resource:default/${document.toJS().metadata.name}`);
}

/** The first instant of the history; kept, so that a later start continues the same streams. */
function readFirstInstant(end: number): number {
  if (values.state && existsSync(values.state)) {
    return JSON.parse(readFileSync(values.state, 'utf8')).from;
  }
  const from = floorToStep(end - HISTORY_MS);
  if (values.state) {
    writeFileSync(values.state, JSON.stringify({ from }));
  }
  return from;
}

function incidentsFrom(first: number): Incident[] {
  const incident = (
    device: string,
    metric: string,
    atHours: number,
    lastsHours: number,
    factor: number,
  ): Incident => ({
    device: `resource:default/${device}`,
    metric,
    from: new Date(first + atHours * 3_600_000).toISOString(),
    to: new Date(first + (atHours + lastsHours) * 3_600_000).toISOString(),
    factor,
  });
  return [
    incident('plc-booster', 'bytes_out_per_minute', 26, 1, 9),
    incident('gateway-line', 'peers', 35.5, 1.5, 5),
    incident('camera-intake-gate', 'bytes_out_per_minute', 47.25, 2, 7),
  ];
}

/** Repeats a batch until it is acknowledged; returns how many of its points were refused. */
async function send(points: GeneratedPoint[], key: string): Promise<number> {
  const body = points.map(point => `${JSON.stringify(point)}\n`).join('');
  for (;;) {
    const answer: { refused: number } | { waitMs: number } = await fetch(
      `${values.backend}/api/patch-risk/telemetry`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${process.env.PATCH_RISK_TELEMETRY_TOKEN}`,
          'content-type': 'application/x-ndjson',
          'idempotency-key': key,
        },
        body,
      },
    ).then(
      async response => {
        const text = await response.text();
        if (response.ok) {
          const { accepted, refused, duplicate } = JSON.parse(text);
          console.log(
            `${key}: ${accepted} accepted, ${refused.length} refused${
              duplicate ? ', sent before' : ''
            }`,
          );
          for (const refusal of refused.slice(0, 3)) {
            console.log(JSON.stringify(refusal));
          }
          return { refused: Number(refused.length) };
        }
        console.log(`${key}: ${response.status} ${text.slice(0, 300)}`);
        return {
          waitMs: Number(response.headers.get('retry-after') ?? 5) * 1000,
        };
      },
      error => {
        console.log(`${key}: ${error}`);
        return { waitMs: 5000 };
      },
    );
    if ('refused' in answer) {
      return answer.refused;
    }
    await delay(answer.waitMs);
  }
}

/** Devices are known after the first scan of the inventory: repeats the first step until then. */
async function waitForInventory(
  points: GeneratedPoint[],
  first: number,
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    if ((await send(points, `demo-${first}-first-${attempt}`)) === 0) {
      return;
    }
    await delay(3000);
  }
}

async function main(): Promise<void> {
  const devices = readDevices();
  const present = () => (values.until ? Date.parse(values.until) : Date.now());
  const first = readFirstInstant(present());
  const points = generateTelemetry({
    seed: SEED,
    devices,
    from: new Date(first).toISOString(),
    to: '9999-01-01T00:00:00Z',
    stepMinutes: STEP_MINUTES,
    incidents: incidentsFrom(first),
  });
  const history = floorToStep(present());
  let batch: GeneratedPoint[] = [];
  let batchStart = first;
  let isWaiting = true;
  for (const point of points) {
    const at = Date.parse(point.at);
    if (isWaiting && at > first) {
      await waitForInventory(batch, first);
      batch = [];
      isWaiting = false;
    }
    const isLive = batchStart >= history;
    if (
      at >= batchStart + (isLive ? STEP_MS : BATCH_MS) ||
      (!isLive && at >= history && batchStart < history)
    ) {
      await send(batch, `demo-${first}-${batchStart}`);
      batch = [];
      batchStart = at;
    }
    if (at >= history) {
      if (values.until) {
        break;
      }
      await delay(Math.max(0, at - Date.now()));
    }
    batch.push(point);
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
