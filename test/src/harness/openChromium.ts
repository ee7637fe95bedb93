import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { root } from './root';

interface Found {
  path?: string;
  missing?: string;
  chromiumArguments: string[];
}

/** In a process of its own, because the test runner reads no ES modules. */
function find(): Found {
  const file = pathToFileURL(
    join(root, 'test', 'services', 'chromium', 'find.mjs'),
  );
  const script = `import { findChromium, chromiumArguments } from ${JSON.stringify(
    file.href,
  )}; console.log(JSON.stringify({ ...findChromium(), chromiumArguments }));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    }),
  );
}

/** Why there is no Chromium, and how to get it, for the name of a skipped test; undefined when there is one. */
export function whyNoChromium(): string | undefined {
  return find().missing;
}

/** Starts Chromium without a screen. */
export async function openChromium(): Promise<Browser> {
  const { path, chromiumArguments } = find();
  return chromium.launch({ executablePath: path, args: chromiumArguments });
}
