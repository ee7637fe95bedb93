import type { AdvisoryStore } from '../database/AdvisoryStore';
import type { ComponentSetStore } from '../database/ComponentSetStore';
import type { ComponentSourceStore } from '../database/ComponentSourceStore';
import type { CveRecordStore } from '../database/CveRecordStore';
import type { ExploitCodeStore } from '../database/ExploitCodeStore';
import type { FeedStore } from '../database/FeedStore';
import type { FixHistoryStore } from '../database/FixHistoryStore';
import type { IntelligenceObjectStore } from '../database/IntelligenceObjectStore';
import type { SightingStore } from '../database/SightingStore';
import type { VulnerabilityStore } from '../database/VulnerabilityStore';
import type { Begin, Transact } from '../database/Transact';
import type { WorkerPool } from '../workers/WorkerPool';
import type { FeedFetcher } from './http/FeedFetcher';

/** What a feed works with during one refresh. */
export interface FeedContext {
  fetcher: FeedFetcher;
  workers: WorkerPool;
  feeds: FeedStore;
  vulnerabilities: VulnerabilityStore;
  advisories: AdvisoryStore;
  fixHistory: FixHistoryStore;
  cveRecords: CveRecordStore;
  exploitCodes: ExploitCodeStore;
  componentSets: ComponentSetStore;
  componentSources: ComponentSourceStore;
  objects: IntelligenceObjectStore;
  sightings: SightingStore;
  transact: Transact;
  begin: Begin;
  /** What the last success saved; the feed checks it, as an older release may have written it. */
  cursor: unknown;
  /** The present instant of the product, ISO 8601 in UTC. */
  at: string;
  signal: AbortSignal;
  /** Tells how far the refresh is, in [0, 1]. */
  report(progress: number): Promise<void>;
}
