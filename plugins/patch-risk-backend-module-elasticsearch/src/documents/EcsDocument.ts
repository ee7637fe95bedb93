/** A JSON value of a document; nothing undefined, so that what is hashed, written and sent is the same. */
export type JsonValue =
  | string
  | number
  | boolean
  | JsonValue[]
  | { [key: string]: JsonValue };

/** An event as Elasticsearch gets it: ECS fields, and ours below `patch_risk`. */
export interface EcsDocument {
  [field: string]: JsonValue;
  '@timestamp': string;
}
