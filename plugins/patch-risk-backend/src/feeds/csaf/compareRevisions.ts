/**
 * Orders two revisions of one advisory.
 *
 * Versions are whole numbers or semantic versions (CSAF 2.0, section 3.1.11); a document keeps to
 * one kind. Where they cannot be told apart, the date of the revision decides.
 *
 * @returns Negative when `left` is older, positive when it is newer, 0 when they are the same.
 */
export function compareRevisions(
  left: { version: string; revisedOn: string },
  right: { version: string; revisedOn: string },
): number {
  const numbers = (version: string) =>
    version.split(/[-+]/)[0].split('.').map(Number);
  const [a, b] = [numbers(left.version), numbers(right.version)];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return left.revisedOn.localeCompare(right.revisedOn);
}
