import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from './run.mjs';

/** Files without which an installed package would not work; a missing one is found here, not by an adopter. */
const required = {
  'backend-plugin': [
    /^dist\/workers\/runTask\.cjs\.js$/,
    /^migrations\/.+\.js$/,
    /^config\.schema\.json$/,
  ],
  'backend-plugin-module': [/^config\.schema\.json$/],
  'frontend-plugin': [/^dist\/legacy\.esm\.js$/, /^dist\/legacy\.d\.ts$/],
};
const requiredOfAll = [
  /^dist\/index\.(cjs|esm)\.js$/,
  /^dist\/index\.d\.ts$/,
  /^README\.md$/,
];

function publishedFolders(root) {
  return ['packages', 'plugins']
    .flatMap(group =>
      readdirSync(join(root, group)).map(name => join(root, group, name)),
    )
    .filter(folder => {
      const manifest = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      );
      return !manifest.private;
    });
}

async function checkTarball({ file, name, role }) {
  const files = (await run('tar', ['-tzf', file], { cwd: '/' }))
    .split('\n')
    .map(path => path.replace(/^package\//, ''));
  for (const pattern of [...requiredOfAll, ...(required[role] ?? [])]) {
    if (!files.some(path => pattern.test(path))) {
      throw new Error(`The tarball of ${name} has no file ${pattern}`);
    }
  }
  const strangers = files.filter(path =>
    /(^src\/|__testUtils__|__fixtures__|\.test\.)/.test(path),
  );
  if (strangers.length > 0) {
    throw new Error(`The tarball of ${name} holds ${strangers.slice(0, 5)}`);
  }
}

/** Manifest as it is published: with `dist` for `src`, and versions for `workspace:`. */
async function readManifest(file) {
  const manifest = JSON.parse(
    await run('tar', ['-xzOf', file, 'package/package.json'], { cwd: '/' }),
  );
  if (/workspace:|"src\//.test(JSON.stringify(manifest))) {
    throw new Error(
      `The packed manifest of ${manifest.name} names sources of the repository`,
    );
  }
  if (manifest.resolutions) {
    throw new Error(`${manifest.name} brings resolutions`);
  }
  return manifest;
}

/** Emits the declarations. Errors in what is not published, such as tests, are another check's matter. */
async function emitTypes({ root, sources, env, steps }) {
  try {
    await run('yarn', ['tsc', '--pretty', 'false'], { cwd: root, env, steps });
  } catch (error) {
    const folders = sources.map(source => `${relative(root, source)}/src/`);
    const ours = error.message
      .split('\n')
      .filter(
        line =>
          folders.some(folder => line.startsWith(folder)) &&
          !/\.test\.tsx?\(|__testUtils__/.test(line),
      );
    if (ours.length > 0) {
      throw new Error(`The packages have type errors:\n${ours.join('\n')}`);
    }
  }
}

/**
 * Builds and packs every package that is not private, as a release does.
 *
 * @returns `{ manifest, file, bytes }` of each tarball
 */
export async function packPackages({ root, folder, steps }) {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const sources = publishedFolders(root);
  await emitTypes({ root, sources, env, steps });
  const packages = [];
  for (const source of sources) {
    const { name, backstage } = JSON.parse(
      readFileSync(join(source, 'package.json'), 'utf8'),
    );
    steps.activity(name);
    const file = join(
      folder,
      `${name.replace(/^@/, '').replace('/', '-')}.tgz`,
    );
    await run('yarn', ['backstage-cli', 'package', 'build'], {
      cwd: source,
      env,
    });
    await run('yarn', ['pack', '--out', file], { cwd: source, env });
    await checkTarball({ file, name, role: backstage.role });
    packages.push({
      manifest: await readManifest(file),
      file,
      bytes: statSync(file).size,
    });
  }
  return packages;
}
