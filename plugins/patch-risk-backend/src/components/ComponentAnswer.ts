/** How a component was found: by its whole name, by words of it, or by how words begin. */
export type NameMatch = 'exact' | 'word' | 'prefix';

/** A name and version, with all components that bear them. */
export interface ComponentGroup {
  /** Opaque; names the group in other calls. */
  id: string;
  name: string;
  version?: string;
  match: NameMatch;
  /** Of its components, at most 20 of each. */
  purls: string[];
  suppliers: string[];
  licences: string[];
  /** Different components, as they differ in package URL, supplier or hash. */
  componentCount: number;
  /** Devices that the asker may see. */
  deviceCount: number;
}

/** The answer to a question about components. */
export interface ComponentAnswer {
  items: ComponentGroup[];
  nextCursor?: string;
  totalItems: number;
  /** Devices with any of them that the asker may see, each once. */
  deviceCount: number;
  /** More was found than could be counted: ask more narrowly. */
  isCut: boolean;
}
