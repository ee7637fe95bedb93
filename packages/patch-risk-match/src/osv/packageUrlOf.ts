import { PackageURL } from 'packageurl-js';
import { parsePurl } from '../identifiers/parsePurl';
import { ecosystemOf } from './ecosystems';

const MAX_LENGTH = 500;

/** Releases of these have ranges of their own: the same name is another package in each. */
const WITH_RELEASES = new Set(['apk', 'deb', 'rpm']);

/**
 * The package URL, without version, of a package as OSV names it. The release of a distribution
 * (`Debian:12`) becomes its qualifier `distro`.
 *
 * @returns undefined where the ecosystem is not known and the document gives no package URL
 */
export function packageUrlOf(options: {
  ecosystem: string;
  name: string;
  purl?: string;
}): string | undefined {
  const { ecosystem, name, purl } = options;
  const known = ecosystemOf(ecosystem);
  const given = purl === undefined ? undefined : parsePurl(purl);
  const type = given?.type ?? known?.type;
  if (type === undefined || name.length > MAX_LENGTH) return undefined;
  const at = known?.separator ? name.lastIndexOf(known.separator) : -1;
  const namespace =
    known?.namespace ?? (at > 0 ? name.slice(0, at) : undefined);
  const release = ecosystem.split(':').slice(1).join(':').trim();
  const isReleased = release !== '' && WITH_RELEASES.has(type);
  try {
    return new PackageURL(
      type,
      given ? given.namespace : namespace,
      given ? given.name : name.slice(at + 1),
      undefined,
      isReleased ? { distro: `${namespace ?? ''}-${release}` } : undefined,
      undefined,
    ).toString();
  } catch {
    return undefined;
  }
}
