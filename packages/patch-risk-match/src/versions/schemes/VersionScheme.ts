/**
 * How the versions of one kind of software are ordered.
 *
 * @public
 */
export interface VersionScheme {
  /** As package URLs and `vers:` ranges call it. */
  name: string;
  /**
   * Orders two versions.
   *
   * @returns negative, 0 or positive; undefined where one of the texts is no version of this scheme,
   * which is honest and no error
   */
  compare(left: string, right: string): number | undefined;
}
