// Starts the demo on ports and in a data folder of its own, looks at its pages in Chromium, and keeps the pictures:
// card, tab and fleet page, light and dark, wide and narrow.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import {
  chromiumArguments,
  findChromium,
} from '../../test/services/chromium/find.mjs';
import { createSteps } from '../steps.mjs';
import { startDemo } from './screenshots/startDemo.mjs';
import { takePictures } from './screenshots/takePictures.mjs';
import { waitForDemo } from './screenshots/waitForDemo.mjs';

const { values } = parseArgs({
  options: {
    device: { type: 'string', default: 'plc-booster' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.error(
    'Usage: npm run accept -- screenshots [--device NAME]\n' +
      '  --device  device of the demo organisation that is looked at (plc-booster)',
  );
  process.exit(0);
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const pictures = join(root, 'reports', 'screenshots');
const data = mkdtempSync(join(tmpdir(), 'patch-risk-screenshots-'));
const steps = createSteps({ total: 4 });
const cleanUps = [() => rmSync(data, { recursive: true, force: true })];

async function cleanUp() {
  while (cleanUps.length > 0) {
    await cleanUps.pop()();
  }
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => cleanUp().finally(() => process.exit(130)));
}

try {
  const browserFile = findChromium();
  if ('missing' in browserFile) {
    throw new Error(`Missing: ${browserFile.missing}`);
  }
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });

  steps.begin('Starting the demo');
  const demo = await startDemo({ root, data, onLine: steps.activity });
  cleanUps.push(demo.stop);

  steps.begin('Waiting for its first assessment and tickets');
  const { status, devices } = await waitForDemo(demo.backend, steps.activity);
  const device = devices.find(
    ({ entityRef }) => entityRef === `resource:default/${values.device}`,
  );
  if (device?.index === undefined) {
    throw new Error(`The demo has no assessed device "${values.device}"`);
  }

  steps.begin('Looking at the pages');
  const browser = await chromium.launch({
    executablePath: browserFile.path,
    args: chromiumArguments,
  });
  cleanUps.push(() => browser.close());
  const result = await takePictures({
    browser,
    app: demo.app,
    device: values.device,
    expectedScore: Number(device.index.toFixed(1)),
    folder: pictures,
    onPicture: steps.activity,
  });

  steps.begin('Stopping');
  await cleanUp();
  steps.done(`The pictures are in ${pictures}`);
  for (const problem of result.problems) {
    console.error(`Problem: ${problem}`);
  }
  console.log(
    [
      `screenshots: ${result.pictures} pictures`,
      `card of ${values.device} shows ${result.score} of 100`,
      `${result.deviceRows} device rows for ${status.deviceCount} devices (${status.assessedCount} assessed)`,
      `${result.problems.length} problems`,
      `${((Date.now() - steps.startedAt) / 1000).toFixed(0)} s`,
    ].join(', '),
  );
  process.exit(result.problems.length === 0 ? 0 : 1);
} catch (error) {
  steps.fail(error);
  await cleanUp();
  process.exit(1);
}
