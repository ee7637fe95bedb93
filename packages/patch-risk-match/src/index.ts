/**
 * Matches devices and components with security advisories.
 *
 * @packageDocumentation
 */
export type {
  Applicability,
  ApplicabilityAtom,
} from './applicability/Applicability';
export type {
  Advisory,
  AdvisoryProduct,
  AdvisoryVulnerability,
} from './csaf/Advisory';
export { AdvisoryIndex, type NewRow } from './engine/AdvisoryIndex';
export type { AdvisoryMatch } from './engine/AdvisoryMatch';
export type { InventoryItem } from './engine/InventoryItem';
export type { StoredRow } from './engine/StoredRow';
export {
  InventoryIndex,
  type InventoryConfiguration,
} from './engine/InventoryIndex';
export { rowsOfDocument, type DocumentRows } from './engine/rowsOfDocument';
export { announcedDay } from './csaf/announcedDay';
export { isBetterCvss, type Cvss } from './csaf/chooseCvss';
export { readDocument, type ReadDocument } from './csaf/readDocument';
export { type ReadVulnerability } from './csaf/readVulnerability';
export { COMPONENT_NAMESPACE } from './csaf/identifiersOf';
export { componentKeys } from './identifiers/componentKeys';
export {
  identifierKeys,
  type ProductIdentifiers,
} from './identifiers/identifierKeys';
export { nameKey } from './identifiers/nameKey';
export { parseCpe, type Cpe } from './identifiers/parseCpe';
export { foldText } from './names/foldText';
export { vendorKeys } from './names/vendorKeys';
export { readNvdCve } from './nvd/readNvdCve';
export { readOsv } from './osv/readOsv';
export type { AdviceSource } from './records/AdviceSource';
export type { ProductNaming } from './records/ProductNaming';
export { readCycloneDxVex } from './vex/readCycloneDxVex';
export { readOpenVex } from './vex/readOpenVex';
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
  type MatchInput,
  type MatchOutput,
  type MatchRow,
  type MatchVerdict,
} from './verdicts/matchConfigurations';
export {
  matchComponents,
  type ComponentMatchInput,
  type ComponentRow,
  type ComponentVerdict,
  type MatchComponent,
} from './verdicts/matchComponents';
export type { MatchConfiguration } from './verdicts/MatchConfiguration';
export {
  mergeVerdicts,
  type MergedVerdict,
  type SourceStatement,
} from './verdicts/mergeVerdicts';
export type { RowVerdict } from './verdicts/RowVerdict';
export type { RangeCheck } from './versions/checkRange';
export { checkVersionText } from './versions/checkVersionText';
export { compareVersions } from './versions/compareVersions';
export { parseVersion, type Version } from './versions/parseVersion';
export { schemeOf } from './versions/schemes/schemeOf';
export type { VersionScheme } from './versions/schemes/VersionScheme';
