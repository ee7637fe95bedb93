import { schemeOf } from './schemes/schemeOf';
import type { VersionScheme } from './schemes/VersionScheme';

type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** One constraint of a `vers:` range. */
export interface VersConstraint {
  comparator: Comparator;
  version: string;
}

/** A `vers:` range of a kind of software whose versions have a scheme of their own. */
export interface VersRange {
  kind: 'vers';
  scheme: VersionScheme;
  /** In the order of the text, which is that of the versions. */
  constraints: readonly VersConstraint[];
}

function unquote(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a range such as `vers:deb/>=1.2-1|<1.3-2` (github.com/package-url/vers-spec) of a kind with a
 * scheme of its own; those of devices (`vers:generic`, `vers:all` and the like) are read by `parseRange`.
 *
 * @returns undefined where the text is none, or cannot be read
 */
export function parseVers(text: string): VersRange | undefined {
  const match = /^vers:([a-z0-9.-]+)\/(.+)$/i.exec(text.replace(/\s+/g, ''));
  if (!match) return undefined;
  const scheme = schemeOf(match[1]);
  if (scheme.name === 'generic' || match[2] === '*') return undefined;
  const constraints: VersConstraint[] = [];
  for (const part of match[2].split('|')) {
    const read = /^(!=|<=|>=|<|>|=)?([^<>=!|]+)$/.exec(part);
    const version = read && unquote(read[2]);
    // A version is comparable with itself exactly when the scheme can read it.
    if (!version || scheme.compare(version, version) === undefined) {
      return undefined;
    }
    constraints.push({
      comparator: (read[1] ?? '=') as Comparator,
      version,
    });
  }
  return { kind: 'vers', scheme, constraints };
}
