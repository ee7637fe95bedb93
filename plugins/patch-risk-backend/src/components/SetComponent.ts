/** A component of a component set. Texts are cleaned, and still hostile. */
export interface SetComponent {
  /** Hash of all that follows; equal components are stored once. */
  identity: string;
  name: string;
  /** What the name is unique in. */
  group?: string;
  version?: string;
  purl?: string;
  cpe?: string;
  supplier?: string;
  licences: string[];
  /** Algorithm and value in lower case, `sha-256:9f86…`. */
  hashes: string[];
}
