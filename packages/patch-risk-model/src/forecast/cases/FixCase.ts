/**
 * Where a fix comes from: an advisory on an OT product, a backport into OpenEmbedded, or an AlmaLinux erratum.
 *
 * @public
 */
export type FixEcosystem = 'ot-advisory' | 'openembedded' | 'almalinux';

/**
 * A vulnerability of a product whose fix is forecast. What is unknown is left out.
 *
 * @public
 */
export interface FixCase {
  ecosystem: FixEcosystem;
  cve?: string;
  vendor?: string;
  product?: string;
  /** Day on which the vulnerability became public, YYYY-MM-DD: the clock starts here, except for `openembedded`. */
  disclosed?: string;
  /** CVSS vector of version 2.0, 3.x or 4.0. */
  cvssVector?: string;
  /** Weaknesses, for example `CWE-79`. */
  cwes: readonly string[];
  /** Day of the upstream fix, YYYY-MM-DD: the clock of `openembedded` starts here. */
  upstreamFixed?: string;
  /** Critical infrastructure sectors as the advisory names them. */
  sectors: readonly string[];
  /**
   * Products and versions as the advisory words them; `branch: X; category: Y` for `openembedded`,
   * `release: almalinux9` for `almalinux`.
   */
  productsAffectedText?: string;
}
