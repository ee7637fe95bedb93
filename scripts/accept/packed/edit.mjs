import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Replaces texts in a file.
 *
 * @param replacements - `[pattern, replacement]` pairs
 * @throws Error when a pattern is not found: then the generated app is another than the one this was written for
 */
export function edit(file, replacements) {
  let text = readFileSync(file, 'utf8');
  for (const [pattern, replacement] of replacements) {
    const next = text.replace(pattern, replacement);
    if (next === text) {
      throw new Error(`${file} does not contain ${pattern}`);
    }
    text = next;
  }
  writeFileSync(file, text);
}
