import { PackageURL } from 'packageurl-js';

/** What a package URL names, without qualifiers. */
export interface Purl {
  /** Lower case, for example `deb`. */
  type: string;
  namespace?: string;
  name: string;
  version?: string;
}

/**
 * Reads a package URL.
 *
 * @returns undefined where the text is none
 */
export function parsePurl(text: string): Purl | undefined {
  try {
    const { type, namespace, name, version } = PackageURL.fromString(text);
    return type && name
      ? {
          type: type.toLowerCase(),
          namespace: namespace ?? undefined,
          name,
          version: version ?? undefined,
        }
      : undefined;
  } catch {
    return undefined;
  }
}
