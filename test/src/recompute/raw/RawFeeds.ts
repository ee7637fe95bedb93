/** What the feeds say of a vulnerability. */
export interface RawVulnerability {
  cve: string;
  disclosedOn: string;
  vector?: string;
  baseScore?: number;
  severity?: string;
  cwes: string[];
  kevDate?: string;
  epss?: number;
  /** Highest confidence of a sighting in the file of threat intelligence, in percent. */
  sightingConfidence?: number;
}

/** What an advisory says of one vulnerability and one entry of its product tree. */
export interface RawClaim {
  cve: string;
  vendor: string;
  product: string;
  /** Name of the innermost branch: a version or a range. */
  range: string;
  /** Day of the document's first release. */
  releasedOn: string;
  /** What this document says of the vulnerability. */
  vector?: string;
  baseScore?: number;
  cwes: string[];
  /** Parts of the note on sectors. */
  sectorCount: number;
  status: 'affected' | 'fixed';
  state: string;
  fixedVersion?: string;
}

/** The feed files of a folder. */
export interface RawFeeds {
  vulnerabilities: Map<string, RawVulnerability>;
  claims: RawClaim[];
}
