/** Numbers within a text with at most two significant digits after leading zeros; versions, dates and ids stay as they are. */
export function roundNumbers(text: string): string {
  return text.replace(
    /(^|[\s×])(-?\d+\.\d+(?:e-?\d+)?)(?=$|[\s,×])/g,
    (_, before, number) => {
      const value = Number(number);
      return `${before}${
        value !== 0 && Math.abs(value) < 1e-4
          ? value.toExponential(1)
          : new Intl.NumberFormat(undefined, {
              maximumSignificantDigits: 2,
            }).format(value)
      }`;
    },
  );
}
