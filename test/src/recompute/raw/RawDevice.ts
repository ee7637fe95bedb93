/** A device as the catalog's YAML describes it. */
export interface RawDevice {
  ref: string;
  vendor: string;
  model: string;
  version?: string;
  addresses: string[];
  exposure?: string;
  /** What the network shows at least. */
  derivedExposure?: string;
  purdueLevel?: number;
  securityLevel?: number;
  criticality?: string;
  safety?: string;
  updateChannel?: string;
  endOfSupport?: string;
  rules: string[];
  controls: { kind: string; reviewOn?: string }[];
}
