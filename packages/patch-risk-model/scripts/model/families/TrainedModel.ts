/** A model that `train` writes. */
export interface TrainedModel {
  /** Path of the shipped JSON below `packages/patch-risk-model/src`, for example `forecast/models/exploit-v2.json`. */
  file: string;
  /** What goes into the file; numbers rounded as they are to be shipped. */
  model: unknown;
}
