import { alpineScheme } from './alpineScheme';
import { debianScheme } from './debianScheme';
import { firmwareScheme } from './firmwareScheme';
import { listedScheme } from './listedScheme';
import { mavenScheme } from './mavenScheme';
import { pythonScheme } from './pythonScheme';
import { rpmScheme } from './rpmScheme';
import { goScheme, semanticScheme } from './semanticScheme';
import type { VersionScheme } from './VersionScheme';

const SCHEMES: ReadonlyMap<string, VersionScheme> = new Map(
  [
    alpineScheme,
    debianScheme,
    firmwareScheme,
    goScheme,
    listedScheme,
    mavenScheme,
    pythonScheme,
    rpmScheme,
    semanticScheme,
  ].map(scheme => [scheme.name, scheme]),
);

/** Types of package URLs, kinds of `vers:` and ecosystems of OSV that order versions alike. */
const SAME: ReadonlyMap<string, string> = new Map([
  ['alpaquita', 'apk'],
  ['alpine', 'apk'],
  ['azure linux', 'rpm'],
  ['bitnami', 'semver'],
  ['cargo', 'semver'],
  ['chainguard', 'apk'],
  ['crates.io', 'semver'],
  ['debian', 'deb'],
  ['dpkg', 'deb'],
  ['ubuntu', 'deb'],
  ['go', 'golang'],
  ['hex', 'semver'],
  ['intdot', 'generic'],
  ['npm', 'semver'],
  ['almalinux', 'rpm'],
  ['mageia', 'rpm'],
  ['minimos', 'apk'],
  ['openeuler', 'rpm'],
  ['opensuse', 'rpm'],
  ['photon os', 'rpm'],
  ['red hat', 'rpm'],
  ['redhat', 'rpm'],
  ['rocky linux', 'rpm'],
  ['suse', 'rpm'],
  ['pub', 'semver'],
  ['python', 'pypi'],
  ['swift', 'semver'],
  ['swifturl', 'semver'],
  ['wolfi', 'apk'],
]);

/**
 * The scheme of a kind of software.
 *
 * @param kind - type of a package URL (`deb`), of a `vers:` range, or an ecosystem of OSV
 *   (`Debian:12`); case does not count
 * @returns the scheme of firmware where nothing is known of the kind, as its order claims least
 *
 * @public
 */
export function schemeOf(kind: string): VersionScheme {
  const name = kind.toLowerCase().split(':')[0].trim();
  return SCHEMES.get(SAME.get(name) ?? name) ?? firmwareScheme;
}
