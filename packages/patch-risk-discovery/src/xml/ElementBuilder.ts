import type { XmlElement } from './XmlElement';

/** Longer texts of one element or attribute are cut. */
const MAX_TEXT_LENGTH = 1024 * 1024;

/** What an element weighs beside its texts. */
const ELEMENT_LENGTH = 100;

/** Builds the tree of one record, leaving out what is not asked for. */
export class ElementBuilder {
  readonly root: XmlElement;
  readonly #open: XmlElement[];
  readonly #keep: (name: string, parent: XmlElement) => boolean;
  readonly #maxLength: number;
  /** How deep we are in an element that is left out. */
  #skipped = 0;
  #length = 0;

  constructor(options: {
    root: XmlElement;
    keep?: (name: string, parent: XmlElement) => boolean;
    maxLength: number;
  }) {
    this.root = options.root;
    this.#open = [options.root];
    this.#keep = options.keep ?? (() => true);
    this.#maxLength = options.maxLength;
  }

  /** Whether more was given than is kept: the tree is not whole then. */
  get isTooLong(): boolean {
    return this.#length > this.#maxLength;
  }

  open(element: () => XmlElement, name: string) {
    const parent = this.#open[this.#open.length - 1];
    if (this.#skipped > 0 || this.isTooLong || !this.#keep(name, parent)) {
      this.#skipped++;
      return;
    }
    const child = element();
    this.#length += ELEMENT_LENGTH;
    for (const [key, value] of child.attributes) {
      this.#length += key.length + value.length;
    }
    parent.children.push(child);
    this.#open.push(child);
  }

  /** @returns whether the record itself was closed */
  close(): boolean {
    if (this.#skipped > 0) this.#skipped--;
    else this.#open.pop();
    return this.#open.length === 0;
  }

  addText(text: string) {
    if (this.#skipped > 0 || this.isTooLong) return;
    const element = this.#open[this.#open.length - 1];
    const room = MAX_TEXT_LENGTH - element.text.length;
    element.text += text.slice(0, room);
    this.#length += Math.min(text.length, room);
  }
}
