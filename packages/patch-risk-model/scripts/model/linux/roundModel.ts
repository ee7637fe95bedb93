const DIGITS = 5;

/** Every number of a plain value with five significant digits; lists and objects are copied. */
export function roundModel<Value>(value: Value): Value {
  return JSON.parse(
    JSON.stringify(value, (_, part) =>
      typeof part === 'number' && !Number.isInteger(part)
        ? Number(part.toPrecision(DIGITS))
        : part,
    ),
  );
}
