/** Databases list hundreds of versions, and each device keeps its evidence. */
const MAX_LENGTH = 500;

/** A range as evidence shows it: its beginning where it is long. */
export function shortRange(range: string | undefined): string | undefined {
  return range && range.length > MAX_LENGTH
    ? `${range.slice(0, MAX_LENGTH)}…`
    : range;
}
