/** How packages of an ecosystem of OSV are named as package URLs. */
interface Ecosystem {
  type: string;
  /** Namespace that all its packages have, such as the distribution. */
  namespace?: string;
  /** Sign at which the last part of the name begins; the rest is the namespace. */
  separator?: '/' | ':';
}

/** By the name before the colon, in lower case (ossf.github.io/osv-schema, "Defined ecosystems"). */
const ECOSYSTEMS: ReadonlyMap<string, Ecosystem> = new Map(
  Object.entries({
    almalinux: { type: 'rpm', namespace: 'almalinux' },
    alpaquita: { type: 'apk', namespace: 'alpaquita' },
    alpine: { type: 'apk', namespace: 'alpine' },
    'azure linux': { type: 'rpm', namespace: 'azurelinux' },
    bitnami: { type: 'bitnami' },
    chainguard: { type: 'apk', namespace: 'chainguard' },
    conancenter: { type: 'conan' },
    cran: { type: 'cran' },
    'crates.io': { type: 'cargo' },
    debian: { type: 'deb', namespace: 'debian' },
    'github actions': { type: 'githubactions', separator: '/' },
    go: { type: 'golang', separator: '/' },
    hackage: { type: 'hackage' },
    hex: { type: 'hex' },
    mageia: { type: 'rpm', namespace: 'mageia' },
    maven: { type: 'maven', separator: ':' },
    minimos: { type: 'apk', namespace: 'minimos' },
    npm: { type: 'npm', separator: '/' },
    nuget: { type: 'nuget' },
    openeuler: { type: 'rpm', namespace: 'openeuler' },
    opensuse: { type: 'rpm', namespace: 'opensuse' },
    packagist: { type: 'composer', separator: '/' },
    'photon os': { type: 'rpm', namespace: 'photon' },
    pub: { type: 'pub' },
    pypi: { type: 'pypi' },
    'red hat': { type: 'rpm', namespace: 'redhat' },
    'rocky linux': { type: 'rpm', namespace: 'rocky' },
    rubygems: { type: 'gem' },
    suse: { type: 'rpm', namespace: 'suse' },
    swifturl: { type: 'swift', separator: '/' },
    ubuntu: { type: 'deb', namespace: 'ubuntu' },
    wolfi: { type: 'apk', namespace: 'wolfi' },
  } satisfies Record<string, Ecosystem>),
);

/** The ecosystem of OSV by its name, whatever release follows the colon; undefined where it is not known. */
export function ecosystemOf(name: string): Ecosystem | undefined {
  return ECOSYSTEMS.get(name.split(':')[0].trim().toLowerCase());
}
