import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import elasticsearchModule from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch';
import jiraModule from '@patch-risk/backstage-plugin-patch-risk-backend-module-jira';
import patchRiskPlugin from '@patch-risk/backstage-plugin-patch-risk-backend';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../harness/root';
import { readConfigKeys } from './readConfigKeys';
import { wrongValues } from './wrongValues';

jest.setTimeout(60_000);

const ROOT = 'patchRisk.';
const keys = globSync('plugins/*/config.d.ts', { cwd: root })
  .flatMap(file => readConfigKeys(join(root, file)))
  .filter(({ key }) => key.startsWith(ROOT))
  .map(({ key, isSecret }) => ({ key: key.slice(ROOT.length), isSecret }));

/** Nothing is read from the network, nor written to the working directory. */
const quiet: JsonObject = {
  elasticsearch: { file: join(tmpdir(), 'patch-risk-bad-input.ndjson') },
  feeds: { kev: { path: '/nowhere' }, epss: { path: '/nowhere' } },
};

function put(target: JsonObject, path: string[], value: JsonValue): void {
  const [name, ...rest] = path;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = target[name] ?? (/^\d+$/.test(rest[0]) ? [] : {});
  target[name] = inner;
  put(inner as JsonObject, rest, value);
}

/** The configuration of a plugin that reads nothing from the network, with one key set. */
function configWith(key: string): JsonObject {
  const { value, beside } = wrongValues[key];
  const patchRisk: JsonObject = structuredClone({ ...quiet, ...beside });
  const path = key.split(/[.[\]]+/);
  if (path.at(-1) === 'url') {
    // A feed is read from an address or from a file.
    put(patchRisk, path.slice(0, -1), {
      ...(['csaf', 'stix', 'misp', 'vex'].includes(path[1]) && { id: 'maker' }),
      ...(path[0] === 'discovery' && { id: 'list', kind: 'csv' }),
    });
  }
  put(patchRisk, path, value);
  return patchRisk;
}

async function start(patchRisk: JsonObject): Promise<void> {
  const backend = await startTestBackend({
    features: [
      patchRiskPlugin,
      jiraModule,
      elasticsearchModule,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({ data: { patchRisk } }),
    ],
  });
  await backend.stop();
}

/** All that an error says, with what caused it. */
function textOf(error: unknown): string {
  return error instanceof Error
    ? `${error.message}\n${textOf(error.cause)}`
    : '';
}

describe('a wrong value in the configuration', () => {
  it('is tried for each key that the schemas describe, and for no other', () => {
    expect(Object.keys(wrongValues).sort()).toEqual(
      keys.map(({ key }) => key).sort(),
    );
  });

  it('would not be noticed by a backend that starts: nothing else here is wrong', async () => {
    await expect(start(quiet)).resolves.toBeUndefined();
  });

  it.each(keys)(
    '$key: the start fails with key, value and remedy',
    async ({ key, isSecret }) => {
      const reason = textOf(
        await start(configWith(key)).then(
          () => undefined,
          (error: unknown) => error,
        ),
      );
      expect(reason).toContain(`${ROOT}${key}`);
      expect(reason).toMatch(
        /\b(use|write|set|give|keep|put|leave|move|make)\b/,
      );
      const { value } = wrongValues[key];
      const said = typeof value === 'string' ? value : JSON.stringify(value);
      const innermost = said.replace(/^[{["]+(.*?)[\]}"]+$/, '$1');
      const telling = key.endsWith('schedule')
        ? 'sometimes'
        : String(innermost.split(':').at(-1));
      expect(reason.includes(telling)).toBe(!isSecret);
      expect(reason).not.toContain('nobody-may-read');
    },
  );
});
