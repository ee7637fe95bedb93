const text = { $ref: '#/$defs/text' };
const inline = {
  anyOf: [text, { $ref: '#/$defs/hardBreak' }],
};
const paragraphs = {
  type: 'array',
  minItems: 1,
  items: {
    anyOf: [
      { $ref: '#/$defs/paragraph' },
      { $ref: '#/$defs/bulletList' },
      { $ref: '#/$defs/orderedList' },
      { $ref: '#/$defs/heading' },
      { $ref: '#/$defs/codeBlock' },
    ],
  },
};

function node(
  type: string,
  content: unknown,
  attrs?: { properties: Record<string, unknown>; required?: string[] },
) {
  return {
    type: 'object',
    additionalProperties: false,
    required: [
      'type',
      ...(content && type !== 'paragraph' && type !== 'heading'
        ? ['content']
        : []),
      ...(attrs?.required?.length ? ['attrs'] : []),
    ],
    properties: {
      type: { const: type },
      ...(content ? { content } : {}),
      attrs: {
        type: 'object',
        additionalProperties: false,
        required: attrs?.required ?? [],
        properties: { localId: { type: 'string' }, ...attrs?.properties },
      },
    },
  };
}

const cellAttributes = {
  properties: {
    colspan: { type: 'integer' },
    rowspan: { type: 'integer' },
    background: { type: 'string' },
    colwidth: { type: 'array', items: { type: 'integer' } },
  },
};

/**
 * Structure of an Atlassian document, written down from its public description: the nodes and marks that tickets use and
 * people usually write. Stricter than Jira in one way: what is not listed here is refused.
 */
export const AdfSchema = {
  $id: 'adf',
  type: 'object',
  additionalProperties: false,
  required: ['type', 'version', 'content'],
  properties: {
    type: { const: 'doc' },
    version: { const: 1 },
    content: {
      type: 'array',
      items: {
        anyOf: [
          'paragraph',
          'heading',
          'bulletList',
          'orderedList',
          'panel',
          'rule',
          'table',
          'codeBlock',
          'blockquote',
          'expand',
        ].map(name => ({ $ref: `#/$defs/${name}` })),
      },
    },
  },
  $defs: {
    text: {
      type: 'object',
      additionalProperties: false,
      required: ['type', 'text'],
      properties: {
        type: { const: 'text' },
        text: { type: 'string', minLength: 1 },
        marks: { type: 'array', items: { $ref: '#/$defs/mark' } },
      },
    },
    mark: {
      anyOf: [
        {
          type: 'object',
          additionalProperties: false,
          required: ['type'],
          properties: {
            type: { enum: ['strong', 'em', 'code', 'underline', 'strike'] },
          },
        },
        {
          type: 'object',
          additionalProperties: false,
          required: ['type', 'attrs'],
          properties: {
            type: { const: 'link' },
            attrs: {
              type: 'object',
              additionalProperties: false,
              required: ['href'],
              properties: {
                href: { type: 'string', minLength: 1 },
                title: { type: 'string' },
              },
            },
          },
        },
      ],
    },
    hardBreak: node('hardBreak', undefined, {
      properties: { text: { const: '\n' } },
    }),
    paragraph: node('paragraph', { type: 'array', items: inline }),
    heading: node(
      'heading',
      { type: 'array', items: inline },
      {
        properties: { level: { type: 'integer', minimum: 1, maximum: 6 } },
        required: ['level'],
      },
    ),
    codeBlock: node(
      'codeBlock',
      { type: 'array', items: text },
      { properties: { language: { type: 'string' } } },
    ),
    blockquote: node('blockquote', paragraphs),
    rule: node('rule', undefined),
    listItem: node('listItem', paragraphs),
    bulletList: node('bulletList', {
      type: 'array',
      minItems: 1,
      items: { $ref: '#/$defs/listItem' },
    }),
    orderedList: node(
      'orderedList',
      { type: 'array', minItems: 1, items: { $ref: '#/$defs/listItem' } },
      { properties: { order: { type: 'integer' } } },
    ),
    panel: node('panel', paragraphs, {
      properties: {
        panelType: {
          enum: ['info', 'note', 'tip', 'warning', 'error', 'success'],
        },
      },
      required: ['panelType'],
    }),
    expand: node('expand', paragraphs, {
      properties: { title: { type: 'string' } },
    }),
    table: node(
      'table',
      { type: 'array', minItems: 1, items: { $ref: '#/$defs/tableRow' } },
      {
        properties: {
          isNumberColumnEnabled: { type: 'boolean' },
          layout: { type: 'string' },
          width: { type: 'number' },
        },
      },
    ),
    tableRow: node('tableRow', {
      type: 'array',
      items: {
        anyOf: [{ $ref: '#/$defs/tableHeader' }, { $ref: '#/$defs/tableCell' }],
      },
    }),
    tableHeader: node('tableHeader', paragraphs, cellAttributes),
    tableCell: node('tableCell', paragraphs, cellAttributes),
  },
};
