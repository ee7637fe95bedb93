/** How to get at a TAXII server, from config. */
export interface TaxiiAccess {
  /** Of the server, of an API root, or of a collection. */
  url: string;
  /** Header for the server; a secret. */
  authorization?: string;
  /** Ids, aliases or titles of the collections that are read; all that may be read where there are none. */
  collections: readonly string[];
}
