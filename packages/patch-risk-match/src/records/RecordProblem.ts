/**
 * Why a record, or a part of it, was not taken in.
 *
 * @public
 */
export interface RecordProblem {
  /** The file, line or identifier of the record. */
  record: string;
  /** Path of the offending field in the record. */
  field?: string;
  /** The offending value as text, shortened. */
  value?: string;
  reason: string;
  remedy?: string;
}
