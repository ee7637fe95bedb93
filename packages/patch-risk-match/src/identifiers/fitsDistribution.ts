import { parsePurl } from './parsePurl';

/** Numbers of a release: 12 of `debian-12`, 3.18 of `alpine-v3.18`, 22.04 of `ubuntu-22.04:LTS`. */
function releaseOf(purl: string): number[] | undefined {
  const distro = parsePurl(purl)?.distro;
  const numbers = distro && /\d+(?:\.\d+)*/.exec(distro)?.[0];
  return numbers ? numbers.split('.').map(Number) : undefined;
}

/**
 * Whether a package belongs to the release of a distribution that a row is about: versions of another
 * release are counted otherwise. `debian-12.4` belongs to `debian-12`.
 *
 * @returns undefined where the row names a release and the package does not
 */
export function fitsDistribution(
  packageUrl: string | undefined,
  rowUrl: string | undefined,
): boolean | undefined {
  // Most rows name no release, and reading a package URL takes its time.
  const meant = rowUrl?.includes('distro=') ? releaseOf(rowUrl) : undefined;
  if (!meant) return true;
  const own = packageUrl === undefined ? undefined : releaseOf(packageUrl);
  if (!own) return undefined;
  const length = Math.min(meant.length, own.length);
  return meant.slice(0, length).every((each, index) => each === own[index]);
}
