const MOST_VALUES = 100;

/**
 * Texts at a path of a parsed JSON value, in their order; at most 100.
 *
 * @param path - names with dots between them; `[]` after a name goes into each item of the list that it holds
 */
export function readJsonPath(value: unknown, path: string): string[] {
  let found: unknown[] = [value];
  for (const step of path.split('.')) {
    const isList = step.endsWith('[]');
    const name = isList ? step.slice(0, -2) : step;
    found = found.flatMap(each => {
      if (typeof each !== 'object' || each === null) return [];
      // Own properties alone: a path such as __proto__ leads nowhere.
      if (!Object.hasOwn(each, name)) return [];
      const next = (each as Record<string, unknown>)[name];
      if (!isList) return [next];
      return Array.isArray(next) ? next.slice(0, MOST_VALUES) : [];
    });
  }
  return found
    .flatMap(each =>
      Array.isArray(each) ? each.slice(0, MOST_VALUES) : [each],
    )
    .flatMap(each =>
      typeof each === 'string' || typeof each === 'number'
        ? [String(each).slice(0, 2_000)]
        : [],
    )
    .slice(0, MOST_VALUES);
}
