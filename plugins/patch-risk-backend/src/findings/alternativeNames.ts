const MAX_ALTERNATIVES = 20;

/** A part of a list is a model only when it holds a number of its own. */
function isModel(text: string): boolean {
  return (text.match(/\d/g) ?? []).length >= 2 && text.length >= 3;
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
  const prefix = /^(.*?)\S*\d\S*/.exec(parts[0] ?? '')?.[1] ?? '';
  const isList = parts.length > 1 && parts.every(isModel);
  for (const [index, part] of (isList ? parts : [bare.trim()]).entries()) {
    const isWhole = index === 0 || part.includes(' ');
    const whole = isWhole ? part : `${prefix}${part}`;
    const slashed = /^(.*?)(\S+)\/(\S+)(.*)$/.exec(whole);
    if (slashed && isModel(slashed[2]) && isModel(slashed[3])) {
      const [, before, first, second, after] = slashed;
      const stem = /^(.*-)[^-]*$/.exec(first)?.[1] ?? '';
      const other = second.includes('-') ? second : `${stem}${second}`;
      names.push(`${before}${first}${after}`, `${before}${other}${after}`);
    } else if (isList) {
      names.push(whole);
    }
  }
  return [text, ...names].slice(0, MAX_ALTERNATIVES);
}
