import { escapeHtml } from './escapeHtml';
import { asRecord } from './requests';

const BLOCKS: Record<string, string> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  tableRow: 'tr',
  tableCell: 'td',
  tableHeader: 'th',
};
const MARKS: Record<string, string> = {
  strong: 'strong',
  em: 'em',
  code: 'code',
  underline: 'u',
  strike: 's',
};

function renderText(node: Record<string, unknown>): string {
  let html = escapeHtml(String(node.text ?? ''));
  for (const mark of Array.isArray(node.marks) ? node.marks : []) {
    const { type, attrs } = asRecord(mark);
    const href = String(asRecord(attrs).href ?? '');
    if (type === 'link' && /^https?:\/\//i.test(href)) {
      html = `<a href="${escapeHtml(href)}" rel="noreferrer">${html}</a>`;
    } else if (MARKS[String(type)]) {
      html = `<${MARKS[String(type)]}>${html}</${MARKS[String(type)]}>`;
    }
  }
  return html;
}

/** An Atlassian document as HTML; every text in it escaped, every link http or https. */
export function renderAdf(document: unknown): string {
  const node = asRecord(document);
  const type = String(node.type ?? '');
  if (type === 'text') {
    return renderText(node);
  }
  if (type === 'hardBreak') {
    return '<br>';
  }
  if (type === 'rule') {
    return '<hr>';
  }
  const content = Array.isArray(node.content)
    ? node.content.map(renderAdf).join('')
    : '';
  const attributes = asRecord(node.attrs);
  switch (type) {
    case 'heading': {
      // The page's own headings come first, so the document's begin two levels below.
      const level = Math.min(6, Number(attributes.level ?? 1) + 1);
      return `<h${level}>${content}</h${level}>`;
    }
    case 'panel':
      return `<div class="panel">${content}</div>`;
    case 'table':
      return `<div class="scroll" tabindex="0" role="region" aria-label="Table"><table><tbody>${content}</tbody></table></div>`;
    case 'codeBlock':
      return `<pre><code>${content}</code></pre>`;
    case 'expand':
      return `<details><summary>${escapeHtml(
        String(attributes.title ?? 'More'),
      )}</summary>${content}</details>`;
    default: {
      const tag = BLOCKS[type];
      return tag ? `<${tag}>${content}</${tag}>` : content;
    }
  }
}
