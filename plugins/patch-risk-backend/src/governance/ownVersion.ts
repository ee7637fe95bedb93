/** What a version of all models tells of a retrained one among them: `…+retrained-20261121T120000` is `retrained-…`. */
export function ownVersion(version: string): string {
  return /retrained-\d{8}T\d{6}$/.exec(version)?.[0] ?? version;
}
