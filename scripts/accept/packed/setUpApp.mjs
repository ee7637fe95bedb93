import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { edit } from './edit.mjs';
import { run } from './run.mjs';

const CREATE_APP = '@backstage/create-app@0.8.4';

/**
 * What the package registry of the test machine does not have in a fitting version. An adopter with a complete
 * registry needs none of this, so it is done before the app's changed lines are counted.
 */
const absent = /scaffolder|kubernetes|techdocs|github|mcp-actions|playwright/;
const resolutions = {
  '@backstage/errors': '1.3.1',
  '@swc/core': '1.16.18',
  '@yarnpkg/core': '4.9.1',
  rollup: '4.67.4',
  'unrs-resolver': '1.12.2',
};

function editManifest(file, change) {
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  change(manifest);
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function trimManifests(folder) {
  for (const name of ['app', 'backend']) {
    editManifest(join(folder, 'packages', name, 'package.json'), manifest => {
      for (const group of ['dependencies', 'devDependencies']) {
        for (const dependency of Object.keys(manifest[group] ?? {})) {
          if (absent.test(dependency)) {
            delete manifest[group][dependency];
          }
        }
      }
      if (manifest.dependencies['@backstage/plugin-signals']) {
        manifest.dependencies['@backstage/plugin-signals'] = '0.0.35';
      }
    });
  }
  editManifest(join(folder, 'package.json'), manifest => {
    delete manifest.devDependencies['@playwright/test'];
    delete manifest.devDependencies['@backstage/e2e-test-utils'];
    Object.assign(manifest.resolutions, resolutions);
  });
}

const imports =
  /import [^;]*? from '@backstage\/plugin-(scaffolder|techdocs|kubernetes)[^']*';\n/g;

function trimCode(folder, system) {
  edit(join(folder, 'packages/backend/src/index.ts'), [
    [
      /backend\.add\(\s*import\(\s*'[^']*(scaffolder|techdocs|kubernetes|mcp-actions)[^']*',?\s*\),?\s*\);\n/g,
      '',
    ],
  ]);
  if (system !== 'legacy') {
    return;
  }
  edit(join(folder, 'packages/app/src/App.tsx'), [
    [imports, ''],
    [/ +bind\(scaffolderPlugin\.externalRoutes, \{[^}]*\}\);\n/, ''],
    [/ +\w+: (scaffolder|techdocs)Plugin\.routes\.\w+,\n/g, ''],
    [/ +<Route path="\/docs" .*\n/, ''],
    [/ +<Route\n +path="\/docs\/[^]*?<\/Route>\n/, ''],
    [/ +<Route path="\/create" .*\n/, ''],
  ]);
  edit(join(folder, 'packages/app/src/components/search/SearchPage.tsx'), [
    [imports, ''],
    [/ +<TechDocsSearchResultListItem .*\n/, ''],
  ]);
  edit(join(folder, 'packages/app/src/components/catalog/EntityPage.tsx'), [
    [imports, ''],
    [/const techdocsContent = \([^]*?\n\);\n/, ''],
    [/ +<EntityLayout\.Route path="\/docs"[^]*?<\/EntityLayout\.Route>\n/g, ''],
    [
      / +<EntityLayout\.Route\n +path="\/kubernetes"[^]*?<\/EntityLayout\.Route>\n/g,
      '',
    ],
  ]);
}

function setUpYarn(folder, registry) {
  const file = join(folder, '.yarnrc.yml');
  writeFileSync(
    file,
    [
      // Yarn refuses packages younger than three days in an app of this generator; ours are a minute old.
      readFileSync(file, 'utf8').replace(
        "  - '@backstage/*'",
        `  - '@backstage/*'\n  - '@${registry.scope}/*'`,
      ),
      'enableTelemetry: false',
      'npmScopes:',
      `  ${registry.scope}:`,
      `    npmRegistryServer: ${registry.url}`,
      'unsafeHttpWhitelist:',
      '  - 127.0.0.1',
      '',
    ].join('\n'),
  );
}

/** Makes an app with Backstage's generator and commits it, cut down to what can be installed here. */
export async function setUpApp({ folder, system, registry, steps }) {
  await run(
    'npx',
    [
      '--yes',
      CREATE_APP,
      '--skip-install',
      ...(system === 'legacy' ? ['--legacy'] : []),
      '--path',
      folder,
    ],
    { cwd: '/', input: `packed-${system}\n`, steps },
  );
  trimManifests(folder);
  trimCode(folder, system);
  setUpYarn(folder, registry);
  const git = args => run('git', args, { cwd: folder });
  await git(['init', '--quiet']);
  await git(['add', '--all']);
  await git([
    '-c',
    'user.name=test',
    '-c',
    'user.email=test@localhost',
    'commit',
    '--quiet',
    '--message=The app before Patch Risk',
  ]);
}
