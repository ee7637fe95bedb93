/**
 * jira.js is an ES module only, this package is CommonJS: hence a real `import()`, which the build keeps. Loaded at the
 * first call, so that a backend without Jira never pays for it.
 */
export function loadJira() {
  return import('jira.js/cloud');
}
