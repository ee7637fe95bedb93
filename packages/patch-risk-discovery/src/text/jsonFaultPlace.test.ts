import fc from 'fast-check';
import { jsonFaultPlace } from './jsonFaultPlace';

describe('jsonFaultPlace', () => {
  it.each([
    ['', 1, 1],
    ['{"a": }', 1, 7],
    ['{"a": 1,\n "b" 2}', 2, 6],
    ['{"a": 1,}', 1, 9],
    ['[1, 2', 1, 6],
    ['[1,]', 1, 4],
    ['[1}', 1, 3],
    ['{} x', 1, 4],
    ['{"a": tru}', 1, 7],
    ['{"a": "\\x"}', 1, 7],
    ['[01]', 1, 3],
  ])('finds the fault of %j', (text, line, column) => {
    expect(jsonFaultPlace(text)).toEqual({ line, column });
  });

  it('finds no fault before the place where a good text was spoilt', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        // No value of JSON has this character outside a string, and in a string it harms nothing.
        const offset = at % (text.length + 1);
        const spoilt = `${text.slice(0, offset)}§${text.slice(offset)}`;
        let isSpoilt = false;
        try {
          JSON.parse(spoilt);
        } catch {
          isSpoilt = true;
        }
        const { line, column } = jsonFaultPlace(spoilt);
        const isWhole = line === 1 && column === spoilt.length + 1;
        expect(isWhole).toBe(!isSpoilt);
      }),
    );
  });

  it('takes nesting and long texts', () => {
    expect(jsonFaultPlace('['.repeat(1e6)).column).toBe(1e6 + 1);
    expect(jsonFaultPlace(`["${'x'.repeat(1e7)}" 1]`).column).toBe(1e7 + 5);
  });
});
