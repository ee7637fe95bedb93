/** What a run of the provider did. */
export interface RunFigures {
  /** Managed devices and ends of them that were read. */
  read: number;
  /** Entities that were given to the catalog, new or changed. */
  added: number;
  removed: number;
  /** Devices that people's entities turned out to describe. */
  described: number;
  /** Calls of the catalog. */
  mutations: number;
}
