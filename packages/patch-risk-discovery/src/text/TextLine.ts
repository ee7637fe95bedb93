/**
 * A line of a file.
 *
 * @public
 */
export interface TextLine {
  /** From 1. */
  number: number;
  /** Without its end. Bytes that are not UTF-8 are U+FFFD. Empty where the line is too long. */
  text: string;
  /** What is wrong with the line; undefined where nothing is. */
  fault?: 'too-long' | 'not-utf-8';
}
