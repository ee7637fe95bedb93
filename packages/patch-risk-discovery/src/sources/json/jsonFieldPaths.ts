import { cleanText } from '@patch-risk/match';

const MOST_PATHS = 200;
const DEPTH = 4;

function walk(
  value: unknown,
  path: string,
  found: Map<string, string>,
  depth: number,
): void {
  if (found.size >= MOST_PATHS || depth > DEPTH) return;
  if (Array.isArray(value)) {
    if (value.length > 0 && path !== '') {
      walk(
        value[0],
        typeof value[0] === 'object' ? `${path}[]` : path,
        found,
        depth,
      );
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, next] of Object.entries(value)) {
      // A name with these cannot be written in a path.
      if (/[.[\]]/.test(name) || name === '') continue;
      walk(next, path === '' ? name : `${path}.${name}`, found, depth + 1);
    }
  } else if (path !== '') {
    found.set(cleanText(path, 200), cleanText(String(value ?? ''), 200));
  }
}

/** The longest list of objects on the first levels of a document. */
function findRecords(
  document: unknown,
): { path?: string; list: unknown[] } | undefined {
  if (Array.isArray(document)) return { list: document };
  const lists: { path: string; list: unknown[] }[] = [];
  const look = (value: unknown, path: string, depth: number) => {
    if (typeof value !== 'object' || value === null || depth > 2) return;
    for (const [name, next] of Object.entries(value)) {
      const own = path === '' ? name : `${path}.${name}`;
      if (Array.isArray(next)) lists.push({ path: own, list: next });
      else look(next, own, depth + 1);
    }
  };
  look(document, '', 0);
  return lists.sort((a, b) => b.list.length - a.list.length)[0];
}

/**
 * The paths that a mapping could name in a JSON document, with an example of each: those of the first object of its
 * longest list.
 *
 * @param text - whole document; nothing is found where it is no JSON
 *
 * @public
 */
export function jsonFieldPaths(text: string): {
  records?: string;
  fields: { path: string; example: string }[];
} {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { fields: [] };
  }
  const records = findRecords(document);
  const found = new Map<string, string>();
  walk(records?.list[0], '', found, 0);
  return {
    ...(records?.path === undefined ? {} : { records: records.path }),
    fields: [...found].map(([path, example]) => ({ path, example })),
  };
}
