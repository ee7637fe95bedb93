/** What a detector said of each series of NAB, in their order. */
export interface NabRun {
  /** Detections, each counted once. */
  detections: number[][];
  /** Scores of rows; without them there is no precision-recall figure. */
  scores?: ArrayLike<number>[];
}
