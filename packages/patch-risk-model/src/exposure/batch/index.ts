export * from './BatchScorer';
export * from './CodedColumn';
export * from './ExposureColumns';
export * from './FindingBatch';
export * from './HazardBins';
