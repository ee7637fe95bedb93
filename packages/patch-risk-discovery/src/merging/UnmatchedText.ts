/**
 * A text that one decision settles for all devices that bear it.
 *
 * @public
 */
export interface UnmatchedText {
  field: 'vendor' | 'model' | 'firmwareVersion';
  /** The commonest spelling. */
  value: string;
  /** Vendor of a model or version. */
  vendor?: string;
  /** Model of a version. */
  model?: string;
  /** All spellings that count as one, the commonest first. */
  spellings: string[];
  /** Keys of the devices; sorted. */
  devices: string[];
}
