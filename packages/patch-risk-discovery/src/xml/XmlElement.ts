/** An element of a document, with what was kept of its contents. */
export interface XmlElement {
  /** Without the prefix of the root's namespace. */
  name: string;
  attributes: ReadonlyMap<string, string>;
  children: XmlElement[];
  /** All texts directly in it, one after the other; cut where it is too long. */
  text: string;
  /** Line of the file on which its start tag ends, from 1. */
  line: number;
}
