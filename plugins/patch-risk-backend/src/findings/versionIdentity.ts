import { foldText, parseVersion } from '@patch-risk/match';

/** The same text for the same version, however it is written. */
export function versionIdentity(text: string): string {
  const version = parseVersion(text);
  return version
    ? JSON.stringify([
        version.train,
        version.numbers
          .map(({ value }) => value)
          .join('.')
          .replace(/(\.0)+$/, ''),
        version.tags,
        version.rest,
      ])
    : foldText(text);
}
