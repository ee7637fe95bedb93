import type { XmlElement } from './XmlElement';

/** What to read of a document. */
export interface XmlRecordOptions {
  /** Name of the file, for problems. */
  file: string;
  /** Name of what the document should be, for problems: `a result of nmap (-oX)`. */
  expected: string;
  /** Names of the elements around the records, root first; empty where the root is the record. */
  ancestors: readonly string[];
  /** Names of the elements that are records. */
  records: readonly string[];
  /** Which elements in a record are kept, with all that is in them; all unless given. */
  keep?: (name: string, parent: XmlElement) => boolean;
  /** Deepest nesting that is read on; 64 unless given. */
  maxDepth?: number;
  /** Characters kept of one record; 32 Mi unless given. */
  maxRecordLength?: number;
}
