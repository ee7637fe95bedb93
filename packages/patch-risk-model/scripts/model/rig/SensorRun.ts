/** A generated run: rows of sensor values, and which rows are faulty. */
export interface SensorRun {
  kind: string;
  columns: string[];
  /** `undefined` where a value is missing. */
  rows: (number | undefined)[][];
  faulty: boolean[];
}
