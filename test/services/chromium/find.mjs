import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

/** Arguments with which Chromium runs without a screen and without talking to anybody. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @returns `{ path }`, or `{ missing }` with how to get it */
export function findChromium() {
  const candidates = [
    process.env.PATCH_RISK_CHROMIUM,
    ...(process.env.PATH ?? '')
      .split(delimiter)
      .flatMap(folder => names.map(name => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  const path = candidates.find(candidate => candidate && existsSync(candidate));
  return path
    ? { path }
    : {
        missing:
          'Chromium: install it, for example apt-get install chromium, or set PATCH_RISK_CHROMIUM to its path',
      };
}
