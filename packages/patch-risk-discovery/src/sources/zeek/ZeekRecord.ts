/** A record of a Zeek log, from TSV or JSON. */
export interface ZeekRecord {
  /** What the log is called (`conn`), where it says so. */
  path: string | undefined;
  has(field: string): boolean;
  /** Text of a field; undefined where it is unset or empty. */
  text(field: string): string | undefined;
  /** Values of a set or vector. */
  list(field: string): string[];
}
