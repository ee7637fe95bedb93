import { numberLists } from './numberLists';

const MAX_ALTERNATIVES = 40;

/** A part of a list is a model only when it holds a number of its own. */
function isModel(text: string): boolean {
  return (text.match(/\d/g) ?? []).length >= 2 && text.length >= 3;
}

/** `2212X` and `2112S` are built alike, `750-8208` and `025-000` are not. */
function shape(text: string): string {
  return text.replace(/\d/g, '9').replace(/[a-z]/gi, 'a');
}

/**
 * Names that one text lists: `JetWave 2212X/2112S` gives `JetWave 2212X` and `JetWave 2112S`,
 * `AXIS P1375, P1377 and P1378` three. A text that lists nothing gives itself.
 */
export function alternativeNames(text: string): string[] {
  const bare = text.replace(/\([^()]*\)/g, ' ');
  const parts = bare
    .split(/,| and | or |\s\/\s/)
    .map(part => part.trim())
    .filter(Boolean);
  const names: string[] = [];
  const [, prefix = '', code = ''] = /^(.*?)(\S+)$/.exec(parts[0] ?? '') ?? [];
  const isList =
    parts.length > 1 &&
    isModel(code) &&
    parts.every(part => shape(part.split(' ').at(-1) ?? '') === shape(code));
  for (const [index, part] of (isList ? parts : [bare.trim()]).entries()) {
    const isWhole = index === 0 || part.includes(' ');
    const whole = isWhole ? part : `${prefix}${part}`;
    const slashed = /^(.*?)(\S+)\/(\S+)(.*)$/.exec(whole);
    const last = slashed?.[2].split('-').at(-1) ?? '';
    if (
      slashed &&
      isModel(slashed[3]) &&
      [last, slashed[2]].some(first => shape(first) === shape(slashed[3]))
    ) {
      const [, before, first, second, after] = slashed;
      const stem = /^(.*-)[^-]*$/.exec(first)?.[1] ?? '';
      const other = second.includes('-') ? second : `${stem}${second}`;
      names.push(`${before}${first}${after}`, `${before}${other}${after}`);
    } else if (isList) {
      names.push(whole);
    }
  }
  // Without model numbers a list is one of whole names: `victor Web Client, C-CURE Web Client`.
  const isListOfNames =
    !isList &&
    parts.length > 1 &&
    parts.every(part => part.split(/\s+/).length >= 3);
  if (isListOfNames) names.push(...parts);
  names.push(...numberLists(text));
  return [text, ...names].slice(0, MAX_ALTERNATIVES);
}
