/** A mark on a text of an Atlassian document. */
export type AdfMark =
  | { type: 'strong' | 'em' | 'code' }
  | { type: 'link'; attrs: { href: string } };

/** A node of an Atlassian document, as far as we write it. */
export interface AdfNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: AdfNode[];
  text?: string;
  marks?: AdfMark[];
}

/** An Atlassian document. */
export interface AdfDocument {
  type: 'doc';
  version: 1;
  content: AdfNode[];
}
