// A version: an optional V, a number, further parts, and what vendors add to it. Each part begins
// with a separator, so that there is one way only to read a text.
const version = String.raw`(V?\d[A-Za-z0-9]{0,24}(?:[._-][A-Za-z0-9]{1,24}){0,8}(?:\s{1,3}(?:SP|Service Pack|Update|Upd|Patch|HF|Hotfix|MP|Build|Rev)\.?\s{0,3}[A-Za-z0-9.]{1,15}){0,3})`;

// "Update to V2.1", "upgrade the firmware to version 3.4.5": a verb, few words, "to", the version.
const updateTo = new RegExp(
  String.raw`\b(?:update|updating|upgrade|upgrading|migrate|reinstall)\b[^.\n;:]{0,80}?\bto\s{1,3}(?:the\s{1,3})?(?:at least\s{1,3})?(?:(?:firmware|software|version|release|rev(?:ision)?)\.?\s{1,3}){0,3}${version}`,
  'gi',
);

// "Version 58 or later", "v1.0.0.4 and newer".
const orLater = new RegExp(
  String.raw`(?:\b(?:versions?|firmware|release|rev(?:ision)?)\.?\s{1,3})?(?<![\w.-])${version}\s{0,3}\(?(?:or|and)\s{1,3}(?:a\s{1,3}|any\s{1,3})?(?:later|newer|above|higher)\b`,
  'gi',
);

function isVersion(text: string): boolean {
  // A year, a port or a count alone is not taken for a version unless marked as one.
  return /\d/.test(text) && !/^(19|20)\d\d-\d\d-\d\d$/.test(text);
}

/**
 * The version to which a remediation tells people to update.
 *
 * Two patterns are known, and nothing is guessed beyond them: `update (or upgrade, migrate,
 * reinstall) … to X` and `X or later (newer, above, higher)`.
 *
 * @param details - Text of the remediation; its first 2,000 characters count.
 * @returns The version as written; undefined when the text names none, or several.
 */
export function fixedVersionOfText(details: string): string | undefined {
  const text = details.slice(0, 2_000);
  const versions = new Map<string, string>();
  for (const pattern of [updateTo, orLater]) {
    for (const match of text.matchAll(pattern)) {
      const found = match[1].trim();
      if (isVersion(found)) {
        versions.set(found.toLowerCase().replace(/^v/, ''), found);
      }
    }
  }
  return versions.size === 1 ? [...versions.values()][0] : undefined;
}
