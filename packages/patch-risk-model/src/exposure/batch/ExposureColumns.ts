/** What a batch gives for each finding, under *wait*. @public */
export interface ExposureColumns {
  hitProbability: Float64Array;
  exploitedBeforePatchProbability: Float64Array;
  loss: Float64Array;
}
