import type {
  LinkedInput,
  LinkedResult,
  Sighting,
} from '@patch-risk/discovery';
import type { RecordProblem } from '@patch-risk/match';
import type { DiscoveryImportKind } from '@patch-risk/backstage-plugin-patch-risk-common';

/** A file to import; plain data, as it crosses into a worker thread. */
export interface ImportInput {
  path: string;
  /** What it is called in problems and as the place of claims. */
  file: string;
  kind: DiscoveryImportKind;
  /** What the source is called on devices. */
  source: string;
  site?: string;
  /** Of `csv` and `json`. */
  mapping?: unknown;
  /** When records without an instant were seen, and the latest that any can have been. */
  at: string;
  options: LinkedInput['options'];
}

/** What the worker asks of the main thread, which has the database. */
export type ImportBatch =
  | { kind: 'link'; labels: string[] }
  | {
      kind: 'write';
      result: LinkedResult;
      /** Sightings of this batch. */
      sightings: number;
      /** What the reader could not read, and what could not be taken in. */
      problems: RecordProblem[];
      bytesRead: number;
    };

/** What the main thread answers: what is linked, or whether it was written; if not, it is linked again. */
export type ImportAnswer =
  | (Pick<LinkedInput, 'observations' | 'devices' | 'decisions' | 'clocks'> & {
      kind: 'linked';
    })
  | { kind: 'written'; done: boolean };

/** Sightings and problems that are merged at once. */
export interface PendingBatch {
  sightings: Sighting[];
  problems: RecordProblem[];
}
