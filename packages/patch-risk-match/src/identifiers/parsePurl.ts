import { PackageURL } from 'packageurl-js';

/** What a package URL names. */
export interface Purl {
  /** Lower case, for example `deb`. */
  type: string;
  namespace?: string;
  name: string;
  version?: string;
  /** Distribution and release, for example `debian-12`. */
  distro?: string;
  /** Package that it was built from, where a distribution makes several of one: `openssl@3.0.11-1`. */
  upstream?: string;
}

/**
 * Reads a package URL.
 *
 * @returns undefined where the text is none
 */
export function parsePurl(text: string): Purl | undefined {
  try {
    const { type, namespace, name, version, qualifiers } =
      PackageURL.fromString(text);
    return type && name
      ? {
          type: type.toLowerCase(),
          namespace: namespace ?? undefined,
          name,
          version: version ?? undefined,
          distro: qualifiers?.distro || undefined,
          upstream: qualifiers?.upstream || undefined,
        }
      : undefined;
  } catch {
    return undefined;
  }
}
