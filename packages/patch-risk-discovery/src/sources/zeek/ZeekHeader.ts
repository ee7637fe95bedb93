import type { ZeekRecord } from './ZeekRecord';

function unescape(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/gi, (_, digits) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
}

/** What the lines with `#` at the head of a TSV log say, and how to read the lines below them. */
export class ZeekHeader {
  #separator = '\t';
  #setSeparator = ',';
  #unset = '-';
  #empty = '(empty)';
  #path: string | undefined;
  #fields: Map<string, number> | undefined;

  /** How many fields a line has; undefined before `#fields`. */
  get size(): number | undefined {
    return this.#fields?.size;
  }

  /** Takes a line that begins with `#`. */
  take(line: string): void {
    if (line.startsWith('#separator ')) {
      this.#separator =
        unescape(line.slice('#separator '.length).trim()) || '\t';
      this.#fields = undefined;
      return;
    }
    const [key, ...values] = line.split(this.#separator);
    const [value = ''] = values;
    if (key === '#set_separator' && value) {
      this.#setSeparator = unescape(value);
    } else if (key === '#unset_field') {
      this.#unset = value;
    } else if (key === '#empty_field') {
      this.#empty = value;
    } else if (key === '#path') {
      this.#path = value;
    } else if (key === '#fields') {
      this.#fields = new Map(values.map((name, position) => [name, position]));
    }
  }

  /** A line of values; undefined where their number is not that of the fields. */
  parse(line: string): ZeekRecord | undefined {
    const fields = this.#fields;
    const values = line.split(this.#separator);
    if (!fields || values.length !== fields.size) {
      return undefined;
    }
    const raw = (field: string) => {
      const value = values[fields.get(field) ?? -1];
      return value === undefined ||
        value === '' ||
        value === this.#unset ||
        value === this.#empty
        ? undefined
        : value;
    };
    return {
      path: this.#path,
      has: field => fields.has(field),
      text: field => {
        const value = raw(field);
        return value === undefined ? undefined : unescape(value);
      },
      list: field =>
        raw(field)?.split(this.#setSeparator, 100).map(unescape) ?? [],
    };
  }
}
