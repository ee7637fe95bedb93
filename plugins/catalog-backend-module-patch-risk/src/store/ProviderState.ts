/** How far the devices were read, and what else the entities were made of. */
export interface ProviderState {
  /** 0 before anything was read. */
  revision: number;
  /** Key of the device that had this revision. */
  revisionKey: string | undefined;
  /** Hash of configuration and of what people describe. */
  basis: string;
}
