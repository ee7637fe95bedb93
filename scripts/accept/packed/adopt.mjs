import { join } from 'node:path';
import { edit } from './edit.mjs';
import { run } from './run.mjs';

const MOST_CHANGED_LINES = 10;
const plugin = '@patch-risk/backstage-plugin-patch-risk';

const dependency = (name, version) => [
  /"dependencies": \{\n/,
  `"dependencies": {\n    "${name}": "^${version}",\n`,
];

/** The steps of our README for the backend, with the modules for Jira and Elasticsearch on the new system. */
function adoptBackend({ folder, system, version }) {
  const names = [`${plugin}-backend`];
  if (system === 'new') {
    names.push(
      `${plugin}-backend-module-jira`,
      `${plugin}-backend-module-elasticsearch`,
    );
  }
  edit(
    join(folder, 'packages/backend/package.json'),
    names.map(name => dependency(name, version)),
  );
  edit(
    join(folder, 'packages/backend/src/index.ts'),
    names.map(name => [
      'backend.start();',
      `backend.add(import('${name}'));\nbackend.start();`,
    ]),
  );
}

const legacyCard = `    <EntitySwitch>
      <EntitySwitch.Case if={patchRisk.isPatchRiskDevice}>
        <Grid item xs={12} children={<patchRisk.EntityPatchRiskCard />} />
      </EntitySwitch.Case>
    </EntitySwitch>
`;

/**
 * Does to the app what our READMEs tell an adopter to do.
 *
 * @returns number of changed lines, added and removed, in all files but the lock file
 * @throws Error when these are more than ten
 */
export async function adopt({ folder, system, version }) {
  adoptBackend({ folder, system, version });
  edit(join(folder, 'packages/app/package.json'), [
    dependency(plugin, version),
  ]);
  if (system === 'legacy') {
    edit(join(folder, 'packages/app/src/components/catalog/EntityPage.tsx'), [
      [/^/, `import * as patchRisk from '${plugin}/legacy';\n`],
      [/( +<EntityAboutCard \/>\n +<\/Grid>\n)/, `$1${legacyCard}`],
    ]);
  }
  const numbers = await run(
    'git',
    ['diff', '--numstat', '--', '.', ':!yarn.lock'],
    { cwd: folder },
  );
  const changedLines = numbers
    .trim()
    .split('\n')
    .map(line => line.split('\t'))
    .reduce(
      (sum, [added, removed]) => sum + Number(added) + Number(removed),
      0,
    );
  if (changedLines === 0 || changedLines > MOST_CHANGED_LINES) {
    throw new Error(
      `The app needs ${changedLines} changed lines, at most ${MOST_CHANGED_LINES} are allowed:\n${numbers}`,
    );
  }
  return changedLines;
}
