import { cleanText, type RecordProblem } from '@patch-risk/match';

function shorten(value: unknown): string {
  const text = typeof value === 'string' ? value : typeof value;
  return cleanText(text.slice(0, 2000), 200);
}

/** Takes fields out of values from outside, and tells what is not as it has to be. */
export class BomFields {
  readonly problems: RecordProblem[] = [];
  readonly #record: string;

  constructor(record: string) {
    this.#record = record;
  }

  tell(field: string, value: unknown, reason: string) {
    this.problems.push({
      record: this.#record,
      field,
      value: shorten(value),
      reason,
    });
  }

  /** @returns own fields of an object; undefined where the value is missing or told to be none */
  object(value: unknown, place: string): Map<string, unknown> | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object' && !Array.isArray(value)) {
      return new Map(Object.entries(value));
    }
    this.tell(place, value, 'is no object');
    return undefined;
  }

  list(value: unknown, place: string): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.tell(place, value, 'is no list');
    return [];
  }

  /** @returns the text, cleaned; undefined where it is missing, empty, or told to be none */
  text(
    value: unknown,
    options: { place: string; maxLength: number; pattern?: RegExp },
  ): string | undefined {
    const { place, maxLength, pattern } = options;
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') {
      this.tell(place, value, 'is no text');
      return undefined;
    }
    const text = cleanText(value.slice(0, 2 * maxLength), maxLength);
    if (text === '') return undefined;
    if (pattern && !pattern.test(text)) {
      this.tell(place, value, `does not begin like ${pattern.source.slice(1)}`);
      return undefined;
    }
    return text;
  }
}
