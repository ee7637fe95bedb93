import type {
  DiscoveredDeviceDetail,
  DiscoveryDecision,
  DiscoveryDecisionRequest,
  DiscoveryImport,
  DiscoveryImportDetail,
  DiscoveryMapping,
  DiscoveryMappingPreview,
  DiscoverySource,
  ListDiscoveredDevices,
  ListDiscoveredDevices200Response,
  ListDiscoveryImports,
  ListDiscoveryImports200Response,
  ListDiscoveryWorklist,
  ListDiscoveryWorklist200Response,
  PreviewDiscoveryMapping,
  PutDiscoveryMappingRequest,
  StartDiscoveryImport,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/**
 * What the discovery page asks of the Patch Risk backend.
 *
 * @public
 */
export interface DiscoveryRequests {
  /** Sends a file and begins to import it, or to preview the import. */
  startImport(
    file: File,
    query: Omit<StartDiscoveryImport['query'], 'file'>,
  ): Promise<DiscoveryImport>;
  listImports(
    query: ListDiscoveryImports['query'],
  ): Promise<ListDiscoveryImports200Response>;
  getImport(importId: string): Promise<DiscoveryImportDetail>;
  abortImport(importId: string): Promise<DiscoveryImport>;
  commitImport(importId: string): Promise<DiscoveryImport>;
  undoImport(importId: string): Promise<DiscoveryImport>;
  listMappings(): Promise<DiscoveryMapping[]>;
  /** Shows the first records of a file as a mapping reads them. */
  previewMapping(
    file: File,
    query: Omit<PreviewDiscoveryMapping['query'], 'file'>,
  ): Promise<DiscoveryMappingPreview>;
  saveMapping(
    name: string,
    mapping: PutDiscoveryMappingRequest,
  ): Promise<DiscoveryMapping>;
  listSources(): Promise<DiscoverySource[]>;
  readSource(sourceId: string): Promise<DiscoverySource>;
  listDevices(
    query: ListDiscoveredDevices['query'],
  ): Promise<ListDiscoveredDevices200Response>;
  getDevice(key: string): Promise<DiscoveredDeviceDetail>;
  decide(request: DiscoveryDecisionRequest): Promise<DiscoveryDecision[]>;
  takeBack(decisionId: string): Promise<DiscoveryDecision>;
  listWorklist(
    query: ListDiscoveryWorklist['query'],
  ): Promise<ListDiscoveryWorklist200Response>;
}
