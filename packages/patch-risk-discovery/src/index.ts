/**
 * Devices from what scanners, sensors and exports saw.
 *
 * @packageDocumentation
 */
export type { ChangedField, DeviceChange } from './merging/DeviceChange';
export type { DeviceDecision } from './merging/DeviceDecision';
export { DeviceRegistry } from './merging/DeviceRegistry';
export type {
  DeviceConflict,
  DeviceField,
  DeviceSource,
  DiscoveredDevice,
  FieldClaim,
  SeenAddress,
} from './merging/DiscoveredDevice';
export type { ImportResult } from './merging/ImportResult';
export { listUnmatched } from './merging/listUnmatched';
export type {
  ClaimCriterion,
  RegistryOptions,
} from './merging/RegistryOptions';
export type { RegistrySnapshot } from './merging/RegistrySnapshot';
export { aliasKey } from './merging/aliasKey';
export type { ObservationLabels } from './merging/labelsOfObservation';
export { labelsOfSightings } from './merging/labelsOfSightings';
export type { LinkedInput } from './merging/LinkedInput';
export type { LinkedResult } from './merging/LinkedResult';
export { mergeLinked } from './merging/mergeLinked';
export type { UnmatchedText } from './merging/UnmatchedText';
export type {
  Claim,
  SeenComponent,
  SeenService,
  Sighting,
} from './sightings/Sighting';
export type { SourceItem, SourceReader } from './sources/SourceReader';
export { createClaim } from './sightings/createClaim';
export { createSighting } from './sightings/createSighting';
export { createLocalNetworks } from './text/createLocalNetworks';
export { normaliseHostname } from './text/normaliseHostname';
export { normaliseIp } from './text/normaliseIp';
export { normaliseMac } from './text/normaliseMac';
export { readInstant } from './text/readInstant';
export { readTextLines } from './text/readTextLines';
export type { TextLine } from './text/TextLine';
export type { CsvField } from './sources/csv/CsvColumns';
export { csvMappingSchema, type CsvMapping } from './sources/csv/CsvMapping';
export { createCsvReader } from './sources/csv/createCsvReader';
export { generalCsvMapping } from './sources/csv/generalCsvMapping';
export { parseCsvMapping } from './sources/csv/parseCsvMapping';
export { previewCsv, type CsvPreview } from './sources/csv/previewCsv';
export { readCsv } from './sources/csv/readCsv';
export type { NetworkSourceOptions } from './sources/NetworkSourceOptions';
export { createZeekReader } from './sources/zeek/createZeekReader';
export { readZeek } from './sources/zeek/readZeek';
export { createSuricataReader } from './sources/suricata/createSuricataReader';
export { readSuricata } from './sources/suricata/readSuricata';
export { readNmap } from './sources/nmap/readNmap';
export { readDhcpLeases } from './sources/dhcp/readDhcpLeases';
export { claimVendor } from './identity/claimVendor';
export { macKind } from './identity/macKind';
export type { KindOfMac } from './identity/KindOfMac';
export { macVendor } from './identity/macVendor';
export type { MudPeer, MudPorts, MudProfile } from './sources/mud/MudProfile';
export { readMud } from './sources/mud/readMud';
export type { Bom, BomSubject } from './sources/cyclonedx/Bom';
export { readBomFile } from './sources/cyclonedx/readBomFile';
export { readCyclonedx } from './sources/cyclonedx/readCyclonedx';
export { readNessus } from './sources/nessus/readNessus';
export type { Flow } from './flows/Flow';
export type { FlowItem, FlowReader } from './flows/FlowReader';
export { readSuricataFlows } from './flows/readSuricataFlows';
export { readZeekFlows } from './flows/readZeekFlows';
export { createJsonReader } from './sources/json/createJsonReader';
export {
  jsonMappingSchema,
  type JsonMapping,
} from './sources/json/jsonMappingSchema';
export { parseJsonMapping } from './sources/json/parseJsonMapping';
export { jsonFieldPaths } from './sources/json/jsonFieldPaths';
