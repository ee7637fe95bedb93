/** Branches with long-term support, every second spring since 2020. */
export const LONG_TERM_BRANCHES: ReadonlySet<string> = new Set([
  'dunfell',
  'kirkstone',
  'scarthgap',
  'wrynose',
]);
