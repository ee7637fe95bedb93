module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // Nothing here is ever built: what lies below src are tests too, with the rules of tests.
  overrides: [
    {
      files: ['src/**'],
      rules: {
        'no-restricted-syntax': 'off',
        '@backstage/no-undeclared-imports': 'off',
        '@backstage/no-forbidden-package-imports': 'off',
        '@backstage/no-mixed-plugin-imports': 'off',
        'jest/no-standalone-expect': [
          'error',
          {
            additionalTestBlockFunctions: [
              'itInChromium',
              'itWithElasticsearch',
            ],
          },
        ],
      },
    },
  ],
});
