import { cleanText } from '@patch-risk/match';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { ElementBuilder } from './ElementBuilder';
import type { XmlElement } from './XmlElement';
import type { XmlItem } from './XmlItem';
import type { XmlRecordOptions } from './XmlRecordOptions';
import { XmlRefusal } from './XmlRefusal';

/** Between two tags; more is no field of ours, and would all be held in memory. */
const MAX_GAP = 16 * 1024 * 1024;
/** The longest start of a tag that may lie across two slices. */
const MAX_TAG_START = 100;

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}

/**
 * Reads a document record by record. After something that is not well-formed it goes on with the
 * next start tag of a record, so that only the record concerned is lost.
 */
export class XmlRecordParser {
  readonly #options: XmlRecordOptions;
  readonly #rootName: string;
  readonly #nextRecord: RegExp;
  #items: XmlItem[] = [];
  #parser: SaxesParser<{}>;
  #path: string[] = [];
  #prefix = '';
  #builder: ElementBuilder | undefined;
  #lastTag = 0;
  #lastRecordEnd = -1;
  /** Lines before the text that the present parser was given. */
  #linesBefore = 0;
  #isSearching = false;
  #searched = '';
  #isRootSeen = false;
  #isRootClosed = false;
  #isRefused = false;
  #records = 0;

  constructor(options: XmlRecordOptions) {
    this.#options = options;
    this.#rootName = options.ancestors[0] ?? options.records[0];
    this.#nextRecord = new RegExp(
      `<(?:${options.records.join('|')})(?=[\\s/>])|</${this.#rootName}\\s*>`,
    );
    this.#parser = this.#createParser();
  }

  /** Whether nothing more will be read. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** @returns what is whole after this slice of the document */
  feed(text: string): XmlItem[] {
    let rest: string | undefined = text;
    while (rest !== undefined && rest !== '' && !this.#isRefused) {
      const from: string | undefined = this.#isSearching
        ? this.#search(rest)
        : rest;
      if (from === undefined) break;
      rest = this.#write(from);
    }
    return this.#take();
  }

  /** @returns what is to be told after the last slice */
  finish(): XmlItem[] {
    if (!this.#isRefused && !this.#isRootSeen) {
      this.#tell(
        `is empty; ${this.#options.expected} was expected`,
        'Export it again',
      );
    } else if (!this.#isRefused && !this.#isRootClosed) {
      this.#tell(
        `ends before its end: </${this.#rootName}> is missing; ${
          this.#records
        } records stand before it and were read`,
        'Let the scan or export finish and import it again',
      );
    }
    return this.#take();
  }

  #take(): XmlItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  get #line(): number {
    return this.#linesBefore + (this.#isSearching ? 1 : this.#parser.line);
  }

  #tell(reason: string, remedy?: string) {
    const path = [...this.#path];
    const position = this.#options.ancestors.length;
    if (this.#builder) path[position] += `[${this.#records}]`;
    this.#items.push({
      kind: 'problem',
      problem: {
        record: `${this.#options.file}, line ${this.#line}`,
        field: cleanText(path.join('/'), 300) || undefined,
        reason: cleanText(reason, 300),
        remedy,
      },
    });
  }

  /** @returns what is left to be read after something that is not well-formed */
  #write(text: string): string | undefined {
    const before = this.#parser.position;
    try {
      this.#parser.write(text);
      if (this.#parser.position - this.#lastTag > MAX_GAP) {
        throw new XmlRefusal(
          `has a text, comment or tag of over ${MAX_GAP} characters`,
        );
      }
      return undefined;
    } catch (error) {
      if (error instanceof XmlRefusal) {
        this.#isRefused = true;
        this.#tell(error.message, error.remedy);
        this.#builder = undefined;
        return undefined;
      }
      this.#dropUnmatched();
      const reason = error instanceof Error ? error.message : String(error);
      this.#tell(
        `is not well-formed XML: ${reason.replace(/^\d+:\d+: /, '')}`,
        this.#isRootSeen ? undefined : 'Export it again',
      );
      this.#builder = undefined;
      const isAllLost =
        !this.#isRootSeen || this.#options.ancestors.length === 0;
      if (isAllLost) {
        this.#isRefused = true;
        return undefined;
      }
      const read = Math.max(1, this.#parser.position - before - 1);
      this.#linesBefore = this.#line - 1;
      this.#isSearching = true;
      this.#searched = '';
      return text.slice(read);
    }
  }

  /** A closing tag that fits nothing closes what is open before it is told: that record is not whole. */
  #dropUnmatched() {
    if (this.#lastRecordEnd === this.#parser.position) this.#items.pop();
  }

  /** Looks for the next record. @returns the text from its start tag on */
  #search(text: string): string | undefined {
    let rest = this.#searched + text;
    for (;;) {
      const match = this.#nextRecord.exec(rest);
      if (!match) {
        const kept = rest.slice(-MAX_TAG_START);
        this.#linesBefore += linesIn(rest) - linesIn(kept);
        this.#searched = kept;
        return undefined;
      }
      const isEnd = match[0].startsWith('</');
      const start = match.index + (isEnd ? match[0].length : 0);
      this.#linesBefore += linesIn(rest.slice(0, start));
      rest = rest.slice(start);
      if (isEnd) {
        this.#isRootClosed = true;
      } else {
        this.#isSearching = false;
        this.#parser = this.#createParser();
        this.#path = [];
        this.#lastTag = 0;
        this.#lastRecordEnd = -1;
        const ancestors = this.#options.ancestors.map(name => `<${name}>`);
        this.#parser.write(ancestors.join(''));
        return rest;
      }
    }
  }

  #createParser(): SaxesParser<{}> {
    const parser = new SaxesParser({});
    parser.on('doctype', text => {
      if (/<!ENTITY/i.test(text)) {
        throw new XmlRefusal(
          'declares entities, which no scanner does and which can grow without end',
          'Take the declaration of the document type out',
        );
      }
    });
    parser.on('opentag', tag => this.#open(tag));
    parser.on('closetag', () => this.#close());
    parser.on('text', text => this.#builder?.addText(text));
    parser.on('cdata', text => this.#builder?.addText(text));
    return parser;
  }

  #elementOf(tag: SaxesTagPlain): XmlElement {
    return {
      name: this.#nameOf(tag.name),
      attributes: new Map(Object.entries(tag.attributes)),
      children: [],
      text: '',
      line: this.#line,
    };
  }

  #nameOf(name: string): string {
    return this.#prefix !== '' && name.startsWith(this.#prefix)
      ? name.slice(this.#prefix.length)
      : name;
  }

  #open(tag: SaxesTagPlain) {
    const { ancestors, records, keep, maxDepth = 64 } = this.#options;
    this.#lastTag = this.#parser.position;
    const depth = this.#path.length;
    if (depth === 0 && !this.#isRootSeen) this.#openRoot(tag);
    const name = this.#nameOf(tag.name);
    this.#path.push(name);
    if (depth >= maxDepth) {
      this.#path.length = Math.min(this.#path.length, 8);
      throw new XmlRefusal(`is nested over ${maxDepth} elements deep`);
    }
    if (this.#builder) {
      this.#builder.open(() => this.#elementOf(tag), name);
    } else if (
      depth === ancestors.length &&
      records.includes(name) &&
      ancestors.every((ancestor, index) => this.#path[index] === ancestor)
    ) {
      this.#records++;
      const maxLength = this.#options.maxRecordLength ?? 32 * 1024 * 1024;
      const root = this.#elementOf(tag);
      this.#builder = new ElementBuilder({ root, keep, maxLength });
    }
  }

  #openRoot(tag: SaxesTagPlain) {
    const [prefix, local] = tag.name.split(':');
    if (local !== undefined) this.#prefix = `${prefix}:`;
    if (this.#nameOf(tag.name) !== this.#rootName) {
      throw new XmlRefusal(
        `is not ${this.#options.expected}: its root element is <${
          tag.name
        }>, not <${this.#rootName}>`,
        'Choose the kind of source that fits the file',
      );
    }
    this.#isRootSeen = true;
    this.#items.push({ kind: 'root', element: this.#elementOf(tag) });
  }

  #close() {
    this.#lastTag = this.#parser.position;
    const builder = this.#builder;
    if (builder?.close()) {
      if (builder.isTooLong) {
        this.#tell('is longer than is read of one record');
      } else {
        const path = `${this.#path.join('/')}[${this.#records}]`;
        this.#lastRecordEnd = this.#parser.position;
        this.#items.push({ kind: 'record', element: builder.root, path });
      }
      this.#builder = undefined;
    }
    this.#path.pop();
    if (this.#path.length === 0) this.#isRootClosed = true;
  }
}
