import type {
  Exposure,
  HygieneFinding,
  HygieneKind,
  RiskBand,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/** A condition that a source sees on a device now. */
export interface HygieneSignal {
  /** Its name at the source, for example a port or the number of a check; the same condition keeps it. */
  key: string;
  /** One sentence for people. External text is kept as it is and escaped where it is shown. */
  title: string;
  /** What was seen. No password and no other secret belongs here. */
  facts: HygieneFinding['facts'];
  /** Where the condition itself shows from where the device is reached; otherwise what the catalog says of it counts. */
  reach?: Exposure;
  /** The gravest band that it may have, below that of its kind. */
  ceiling?: RiskBand;
}

/**
 * What one source sees of one kind on one device. A signal that is not among them is gone, unless the report says which
 * ones are.
 */
export interface HygieneReport {
  deviceRef: string;
  kind: HygieneKind;
  /** Who reports, for example `configuration`. A report closes only what the same source reported. */
  source: string;
  signals: readonly HygieneSignal[];
  /** Keys of signals that are gone; where given, the report is part of what the source sees, and closes nothing else. */
  gone?: readonly string[];
}
