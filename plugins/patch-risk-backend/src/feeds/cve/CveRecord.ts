/** A value of CISA's SSVC decision points, with the instant that CISA gives it (ISO 8601 in UTC). */
export interface CveSsvc {
  exploitation: 'none' | 'poc' | 'active';
  automatable?: boolean;
  /** Total rather than partial technical impact. */
  totalImpact?: boolean;
  writtenAt: string;
}

/** The score of a CVE record. */
export interface CveRecordCvss {
  version: string;
  vector?: string;
  baseScore?: number;
  /** Who wrote it: the assigner of the CVE, or CISA later. */
  source: 'cna' | 'adp';
  /** Of CISA's: the day from which it was there, `YYYY-MM-DD`. */
  addedOn?: string;
}

/** What is kept of a CVE record; of a rejected one only that it is. */
export interface CveRecord {
  cve: string;
  state: 'published' | 'rejected';
  /** Short name of the assigner (CNA). */
  assigner: string;
  /** `YYYY-MM-DD`. */
  publishedOn?: string;
  /** Newest instant in the record, ISO 8601 in UTC. */
  revisedAt: string;
  cvss?: CveRecordCvss;
  cwes: string[];
  affected: { vendor?: string; product?: string }[];
  /** In English, its beginning. */
  description: string;
  ssvc?: CveSsvc;
}
