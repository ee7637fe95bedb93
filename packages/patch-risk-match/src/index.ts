/**
 * Matches devices and components with security advisories.
 *
 * @packageDocumentation
 */
export type {
  Advisory,
  AdvisoryProduct,
  AdvisoryVulnerability,
} from './csaf/Advisory';
export { isBetterCvss } from './csaf/chooseCvss';
export { readDocument, type ReadDocument } from './csaf/readDocument';
export { type ReadVulnerability } from './csaf/readVulnerability';
export { foldText } from './names/foldText';
export { vendorKeys } from './names/vendorKeys';
export { cleanText } from './records/cleanText';
export { cveSchema } from './records/cveSchema';
export { dateSchema } from './records/dateSchema';
export type { FindingStatus } from './records/FindingStatus';
export type { RecordProblem } from './records/RecordProblem';
export type { RemediationState } from './records/RemediationState';
export { schemaProblem } from './records/schemaProblem';
export type { InstalledComparison } from './verdicts/compareInstalled';
export {
  matchConfigurations,
  type MatchConfiguration,
  type MatchInput,
  type MatchOutput,
  type MatchRow,
  type MatchVerdict,
} from './verdicts/matchConfigurations';
export {
  mergeVerdicts,
  type MergedVerdict,
  type RowVerdict,
} from './verdicts/mergeVerdicts';
export type { RangeCheck } from './versions/checkRange';
export { compareVersions } from './versions/compareVersions';
export { parseVersion, type Version } from './versions/parseVersion';
