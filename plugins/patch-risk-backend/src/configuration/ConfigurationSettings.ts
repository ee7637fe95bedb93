/** What `patchRisk.configuration` says. */
export interface ConfigurationSettings {
  /** Directory with `<namespace>/<name>.json`, `.txt` or `.cfg`. */
  path?: string;
  maxBytes: number;
  /** Snapshots kept for a device, besides baselines. */
  keepSnapshots: number;
  /** Key of the digests of masked secrets; one is made where it is undefined. */
  digestKey?: string;
  /** Sources of patterns whose match is masked. */
  mask: string[];
  /** Sources of patterns of lines that are no difference. */
  ignore: string[];
}
