const BLANKS = /[ \t\n\r]*/y;
// Plain runs stand outside of the repeated group: one step of the matcher each, however long they are.
const SCALAR =
  /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where a text stops being JSON, as an offset. `JSON.parse` does not always tell.
 *
 * @returns the length of the text where it only ends too early
 */
function faultOffset(text: string): number {
  const open: ('{' | '[')[] = [];
  let offset = 0;
  let isValueNext = true;
  /** After `{`, where a name or the end has to stand; after `[`, where the end may. */
  let isFirst = false;
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = offset;
    const length = pattern.exec(text)?.[0].length ?? 0;
    offset += length;
    return length > 0;
  };
  const skipName = () => {
    if (text[offset] !== '"' || !skip(SCALAR)) return false;
    skip(BLANKS);
    if (text[offset] !== ':') return false;
    offset++;
    return true;
  };
  for (;;) {
    skip(BLANKS);
    const character = text[offset];
    const inside = open[open.length - 1];
    const isEnd =
      (character === '}' && inside === '{') ||
      (character === ']' && inside === '[');
    if (isEnd && (isFirst || !isValueNext)) {
      open.pop();
      offset++;
      isFirst = false;
      isValueNext = false;
    } else if (isFirst && inside === '{') {
      if (!skipName()) return offset;
      isFirst = false;
    } else if (!isValueNext) {
      if (character !== ',' || inside === undefined) return offset;
      offset++;
      isValueNext = true;
      skip(BLANKS);
      if (inside === '{' && !skipName()) return offset;
    } else if (character === '{' || character === '[') {
      open.push(character);
      offset++;
      isFirst = true;
    } else {
      if (!skip(SCALAR)) return offset;
      isFirst = false;
      isValueNext = false;
    }
  }
}

/**
 * Where a text that `JSON.parse` refused stops being JSON.
 *
 * @returns line and column from 1
 */
export function jsonFaultPlace(text: string): { line: number; column: number } {
  const before = text.slice(0, faultOffset(text));
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: before.length - lineStart + 1,
  };
}
