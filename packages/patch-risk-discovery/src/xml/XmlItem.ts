import type { RecordProblem } from '@patch-risk/match';
import type { XmlElement } from './XmlElement';

/** What reading a document record by record gives. */
export type XmlItem =
  /** The root's start tag: always first, before its contents are read. */
  | { kind: 'root'; element: XmlElement }
  /** A whole record; `path` is like `nmaprun/host[3]`. */
  | { kind: 'record'; element: XmlElement; path: string }
  | { kind: 'problem'; problem: RecordProblem };
