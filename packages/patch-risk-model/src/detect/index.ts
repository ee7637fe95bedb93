export { detect } from './detect';
export type { Detection } from './detect';
export type { DetectorOptions } from './DetectorOptions';
export type { DetectorState } from './DetectorState';
export { defaultDetectorOptions } from './defaultDetectorOptions';
