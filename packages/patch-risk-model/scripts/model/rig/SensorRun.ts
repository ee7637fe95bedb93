/** A generated run: rows of sensor values, and which rows are faulty. */
export interface SensorRun {
  kind: string;
  columns: string[];
  rows: number[][];
  faulty: boolean[];
}
