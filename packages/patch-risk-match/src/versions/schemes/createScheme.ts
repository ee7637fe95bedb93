import type { VersionScheme } from './VersionScheme';

/** No version that anybody writes is longer; what is, costs time for nothing. */
const MAX_LENGTH = 256;

/**
 * A scheme from a reader and an order: both texts are read first, and what cannot be read is not
 * comparable with anything, itself included.
 */
export function createScheme<Parsed>(options: {
  name: string;
  /** @returns undefined where the text is no version of the scheme */
  parse: (text: string) => Parsed | undefined;
  /** Undefined where two versions are of the scheme, and their texts do not settle the order. */
  order: (left: Parsed, right: Parsed) => number | undefined;
}): VersionScheme {
  const { name, parse, order } = options;
  const read = (text: string) => {
    const trimmed = text.trim();
    return trimmed.length > MAX_LENGTH ? undefined : parse(trimmed);
  };
  return {
    name,
    compare: (left, right) => {
      const [first, second] = [read(left), read(right)];
      return first === undefined || second === undefined
        ? undefined
        : order(first, second);
    },
  };
}
