import { createHash } from 'node:crypto';
import type { AdfDocument, AdfNode } from './AdfNode';

function isNode(value: unknown): value is AdfNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string'
  );
}

function childrenOf(value: unknown): AdfNode[] {
  return typeof value === 'object' &&
    value !== null &&
    'content' in value &&
    Array.isArray(value.content)
    ? value.content.filter(isNode)
    : [];
}

function holdsMark(node: AdfNode, key: string): boolean {
  if (node.type === 'text') {
    return (
      node.text === key && (node.marks ?? []).some(mark => mark.type === 'code')
    );
  }
  return childrenOf(node).some(child => holdsMark(child, key));
}

/** What a reader sees of a node; Jira adds ids and layout attributes of its own when it stores one. */
function toVisible(node: AdfNode): unknown {
  const links = (node.marks ?? []).map(mark =>
    mark.type === 'link' ? `link ${mark.attrs.href}` : mark.type,
  );
  return [node.type, node.text ?? '', links, childrenOf(node).map(toVisible)];
}

/** Our part of a live description, found by its two marks. */
export class DescriptionSection {
  readonly #before: AdfNode[];
  readonly #after: AdfNode[];
  readonly nodes: AdfNode[];

  /**
   * Looks for the part of `key`: from the panel that holds its mark to the paragraph that begins with it.
   *
   * @returns undefined when either mark is gone; then the description belongs to the person who removed it.
   */
  static find(
    description: unknown,
    key: string,
  ): DescriptionSection | undefined {
    const all = childrenOf(description);
    const first = all.findIndex(
      node => node.type === 'panel' && holdsMark(node, key),
    );
    const last = all.findIndex(
      (node, index) =>
        index > first && node.type === 'paragraph' && holdsMark(node, key),
    );
    if (first < 0 || last < 0) {
      return undefined;
    }
    return new DescriptionSection({
      before: all.slice(0, first),
      nodes: all.slice(first, last + 1),
      after: all.slice(last + 1),
    });
  }

  /** Fingerprint of what a reader sees of a section. */
  static fingerprint(nodes: AdfNode[]): string {
    return createHash('sha256')
      .update(JSON.stringify(nodes.map(toVisible)))
      .digest('hex')
      .slice(0, 32);
  }

  private constructor(options: {
    before: AdfNode[];
    nodes: AdfNode[];
    after: AdfNode[];
  }) {
    this.#before = options.before;
    this.nodes = options.nodes;
    this.#after = options.after;
  }

  get fingerprint(): string {
    return DescriptionSection.fingerprint(this.nodes);
  }

  /** The description with our part replaced and all else as it was. */
  replaceWith(nodes: AdfNode[]): AdfDocument {
    return {
      type: 'doc',
      version: 1,
      content: [...this.#before, ...nodes, ...this.#after],
    };
  }
}
