import { cleanText, type RecordProblem } from '@patch-risk/match';
import { parse } from 'csv-parse/sync';
import { AddressSet } from '../AddressSet';
import type { ZoneModel } from '../ZoneModel';
import type { FirewallExport } from './FirewallExport';
import type { FirewallRule } from './FirewallRule';
import { parsePorts } from './parsePorts';
import { unreadableRule } from './unreadableRule';

/** Names of the columns, ours unless the mapping says otherwise. */
export type RuleColumns = Partial<
  Record<
    | 'order'
    | 'action'
    | 'source'
    | 'destination'
    | 'protocol'
    | 'ports'
    | 'disabled',
    string
  >
>;

const ALLOW = /^(allow|accept|permit|pass)(ed)?$/i;
const DENY = /^(deny|drop|reject|block|discard)(ed)?$/i;
const ANY = /^(any|any4|any6|all|\*|)$/i;
const TRUE = /^(true|yes|y|1|x|disabled|inactive)$/i;

interface TableRow {
  line: number;
  text(field: keyof RuleColumns): string;
}

function rowsOf(
  content: string,
  options: { format: 'csv' | 'json'; columns: RuleColumns },
): TableRow[] {
  const { format, columns } = options;
  if (format === 'json') {
    const parsed: unknown = JSON.parse(content);
    const list = Array.isArray(parsed)
      ? parsed
      : (parsed as { rules?: unknown } | null)?.rules;
    if (!Array.isArray(list)) {
      throw new SyntaxError(
        'the document is neither a list of rules nor has a list named rules',
      );
    }
    return list.map((item: unknown, position) => ({
      line: position + 1,
      text: field => {
        const name = columns[field] ?? field;
        const value =
          typeof item === 'object' && item !== null && Object.hasOwn(item, name)
            ? (item as Record<string, unknown>)[name]
            : undefined;
        const many = Array.isArray(value) ? value : [value];
        return many
          .filter(each => ['string', 'number', 'boolean'].includes(typeof each))
          .join(';');
      },
    }));
  }
  const [head = [], ...body]: string[][] = parse(content, {
    bom: true,
    delimiter: content.slice(0, 2_000).split('\n')[0].includes(';')
      ? [';']
      : [','],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  const places = new Map(
    head.map((name, position) => [name.toLowerCase(), position]),
  );
  for (const field of ['action', 'source', 'destination'] as const) {
    const name = columns[field] ?? field;
    if (!places.has(name.toLowerCase())) {
      throw new SyntaxError(
        `the column ${name} is missing; name it, or map it in columns.${field}`,
      );
    }
  }
  return body.map((cells, position) => ({
    line: position + 2,
    text: field =>
      cells[places.get((columns[field] ?? field).toLowerCase()) ?? -1] ?? '',
  }));
}

function addressesOf(text: string, zones: ZoneModel): AddressSet | undefined {
  // A zone may have spaces in its name.
  const whole = text.trim();
  if (ANY.test(whole)) {
    return AddressSet.everything;
  }
  const named = zones.addressesOf(whole);
  if (named) {
    return named;
  }
  let all = AddressSet.none;
  for (const part of whole.split(/[;,|\n]+|\s+(?=[\d:])/)) {
    const bare = part.trim();
    const set = zones.addressesOf(bare) ?? AddressSet.parse(bare);
    if (!set) {
      return undefined;
    }
    all = all.union(set);
  }
  return all;
}

/**
 * Reads rules from a table: a CSV with a head, or a JSON list of objects. Columns are `order`, `action`, `source`,
 * `destination`, `protocol`, `ports` and `disabled`; addresses are blocks, ranges, names of zones or `any`, several
 * parted by semicolons. A rule that cannot be read is told, and makes what comes after it uncertain.
 *
 * @throws SyntaxError where the document as a whole cannot be read
 */
export function parseRuleTable(
  content: string,
  options: {
    format: 'csv' | 'json';
    columns: RuleColumns;
    zones: ZoneModel;
  },
): FirewallExport {
  const problems: RecordProblem[] = [];
  const rules: { order: number; rule: FirewallRule }[] = [];
  for (const [position, row] of rowsOf(content, options).entries()) {
    if (TRUE.test(row.text('disabled'))) {
      continue;
    }
    const order = Number(row.text('order').trim() || position + 1);
    const number = cleanText(
      row.text('order').slice(0, 100).trim() || String(position + 1),
      50,
    );
    const action = row.text('action').trim();
    const source = addressesOf(row.text('source'), options.zones);
    const destination = addressesOf(row.text('destination'), options.zones);
    const ports = parsePorts(row.text('ports'));
    const wrong = (
      [
        ['order', Number.isFinite(order), 'write a number'],
        [
          'action',
          ALLOW.test(action) || DENY.test(action),
          'write allow or deny',
        ],
        ['source', source, 'write a block, a zone of the configuration or any'],
        [
          'destination',
          destination,
          'write a block, a zone of the configuration or any',
        ],
        ['ports', ports, 'write ports like 80,443,1000-2000 or any'],
      ] as const
    ).find(([, value]) => !value);
    if (wrong || !source || !destination || !ports) {
      const [field = 'source', , remedy = ''] = wrong ?? [];
      problems.push({
        record: `rule ${row.line}`,
        field,
        value: cleanText(row.text(field).slice(0, 2_000), 200),
        reason: 'cannot be read',
        remedy,
      });
      rules.push({
        order: Number.isFinite(order) ? order : position + 1,
        rule: unreadableRule(number),
      });
      continue;
    }
    rules.push({
      order,
      rule: {
        number,
        allow: ALLOW.test(action),
        source,
        destination,
        protocol: ANY.test(row.text('protocol').trim())
          ? 'any'
          : cleanText(row.text('protocol').slice(0, 50), 20).toLowerCase(),
        ports,
        isCertain: true,
      },
    });
  }
  rules.sort((one, other) => one.order - other.order);
  return {
    rules: rules.map(({ rule }) => rule),
    allowsRest: false,
    problems,
  };
}
