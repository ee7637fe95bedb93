// Dependencies point one way: app → patch-risk → common; backend → patch-risk-backend → {model, match, node, common};
// modules → {node, common}. `common`, `model` and `match` import nothing of ours, and the latter two nothing of Backstage.
const allowed = {
  '@internal/command-line': [],
  '@patch-risk/model': [],
  '@patch-risk/match': [],
  '@patch-risk/discovery': ['match'],
  '@patch-risk/backstage-plugin-patch-risk-common': [],
  '@patch-risk/backstage-plugin-patch-risk-node': ['common'],
  '@patch-risk/backstage-plugin-patch-risk-backend': [
    'model',
    'match',
    'discovery',
    'node',
    'common',
  ],
  '@patch-risk/backstage-plugin-patch-risk-backend-module-jira': [
    'node',
    'common',
  ],
  '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch': [
    'node',
    'common',
  ],
  '@patch-risk/backstage-plugin-catalog-backend-module-patch-risk': [
    'node',
    'common',
  ],
  '@patch-risk/backstage-plugin-patch-risk': ['common'],
};

const names = {
  model: '@patch-risk/model',
  match: '@patch-risk/match',
  discovery: '@patch-risk/discovery',
  node: '@patch-risk/backstage-plugin-patch-risk-node',
  common: '@patch-risk/backstage-plugin-patch-risk-common',
};

/** ESLint options of a package that keep it to its direction. */
module.exports = function directions(folder) {
  const { name } = require(`${folder}/package.json`);
  const permitted = allowed[name].map(key => names[key]);
  const message = `${name} may import of ours only: ${
    permitted.join(', ') || 'nothing'
  }`;
  return {
    rules: { '@backstage/no-mixed-plugin-imports': ['error'] },
    restrictedSrcImports: [
      ...Object.keys(allowed)
        .filter(other => other !== name && !permitted.includes(other))
        .map(other => ({ name: other, message })),
    ],
    restrictedImportPatterns: [
      names.model,
      names.match,
      names.discovery,
    ].includes(name)
      ? ['@backstage/*']
      : [],
  };
};
