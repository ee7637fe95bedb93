import type { VersionRangeKind } from './VersionRangeKind';

/** A product and its affected versions, as read from an advisory's text. */
export interface ProductRange {
  /** Normalised words that end in the product's name; older text may precede it. */
  words: string;
  kind: VersionRangeKind;
}
