import type {
  DiscoveryCounts,
  DiscoveryImport,
  DiscoveryImportKind,
  DiscoveryProblem,
} from '@patch-risk/backstage-plugin-patch-risk-common';

/** An import as it is stored. Instants are ISO 8601 in UTC. */
export interface ImportRecord extends Omit<DiscoveryImport, 'canUndo'> {
  kind: DiscoveryImportKind;
  counts: DiscoveryCounts;
  /** Of the mapping as it was when the import began. */
  mappingContent?: unknown;
  contentHash: string;
  /** When records without an instant of their own count as seen. */
  seenAt: string;
  isAbortAsked: boolean;
  problems: DiscoveryProblem[];
  canUndo: boolean;
}
