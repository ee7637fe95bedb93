import { cleanText } from '../fields/cleanText';
import type { AdfMark, AdfNode } from './AdfNode';

const MOST_CHARACTERS = 1000;

/** External text as a text node: it can be nothing but text. An empty one is left out by what holds it. */
export function text(value: string, ...marks: AdfMark[]): AdfNode {
  return {
    type: 'text',
    text: value,
    ...(marks.length > 0 ? { marks } : {}),
  };
}

/** Text of unknown origin: cleaned and cut before it becomes a node. */
export function externalText(value: string, ...marks: AdfMark[]): AdfNode {
  return text(cleanText(value, MOST_CHARACTERS), ...marks);
}

/** A link where the address is http or https, else plain text. */
export function link(label: string, href: string): AdfNode {
  let url: URL | undefined;
  try {
    url = new URL(href);
  } catch {
    url = undefined;
  }
  const safe = url?.protocol === 'https:' || url?.protocol === 'http:';
  return url && safe
    ? externalText(label, { type: 'link', attrs: { href: url.href } })
    : externalText(label);
}

export function paragraph(...content: AdfNode[]): AdfNode {
  // Atlassian's schema has no empty text nodes.
  return {
    type: 'paragraph',
    content: content.filter(node => node.text !== ''),
  };
}

export function heading(title: string): AdfNode {
  return { type: 'heading', attrs: { level: 3 }, content: [text(title)] };
}

export function bulletList(items: AdfNode[][]): AdfNode {
  return {
    type: 'bulletList',
    content: items.map(item => ({
      type: 'listItem',
      content: [paragraph(...item)],
    })),
  };
}

export function panel(...content: AdfNode[]): AdfNode {
  return { type: 'panel', attrs: { panelType: 'info' }, content };
}

/** A table with a header row; cells are the contents of one paragraph each. */
export function table(headers: string[], rows: AdfNode[][][]): AdfNode {
  return {
    type: 'table',
    content: [
      {
        type: 'tableRow',
        content: headers.map(header => ({
          type: 'tableHeader',
          attrs: {},
          content: [paragraph(text(header, { type: 'strong' }))],
        })),
      },
      ...rows.map(row => ({
        type: 'tableRow',
        content: row.map(cell => ({
          type: 'tableCell',
          attrs: {},
          content: [paragraph(...cell)],
        })),
      })),
    ],
  };
}
