import type { AnsweredAssessment } from './AnsweredAssessment';

/** Paths to all numbers, also those inside the text of a note. */
export function* numbersIn(
  value: unknown,
  path: string[] = [],
): Generator<{ path: string[]; note?: RegExpMatchArray }> {
  if (typeof value === 'number') {
    yield { path };
  } else if (typeof value === 'string' && path.at(-1) === 'value') {
    const isNote = path.at(-3) === 'inputs';
    const [, words, numbers] = value.match(/^(.*: )(.*)$/) ?? [];
    if (isNote && words !== undefined && !words.startsWith('not used')) {
      for (const note of numbers.matchAll(/\d+(\.\d+)?(e-\d+)?/g)) {
        note.index += words.length;
        yield { path, note };
      }
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      yield* numbersIn(inner, [...path, name]);
    }
  }
}

function altered(value: number): number {
  return Number.isInteger(value) ? value + 11 : value * (1 + 1e-6);
}

/** A copy of an answer with one number altered. */
export function alter(
  answer: AnsweredAssessment,
  { path, note }: { path: string[]; note?: RegExpMatchArray },
): AnsweredAssessment {
  const copy = structuredClone(answer);
  let holder = copy as unknown as Record<string, unknown>;
  for (const name of path.slice(0, -1)) {
    holder = holder[name] as Record<string, unknown>;
  }
  const last = path[path.length - 1];
  const before = holder[last];
  if (note) {
    const text = String(before);
    const start = note.index ?? 0;
    holder[last] =
      text.slice(0, start) +
      altered(Number(note[0])) +
      text.slice(start + note[0].length);
  } else {
    holder[last] = altered(Number(before));
  }
  return copy;
}
