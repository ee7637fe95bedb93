// These tests drive stages of the product that no package exports, on purpose.
module.exports = {
  rules: { '@backstage/no-forbidden-package-imports': 'off' },
};
