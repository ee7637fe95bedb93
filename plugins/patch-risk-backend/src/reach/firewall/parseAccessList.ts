import { cleanText, type RecordProblem } from '@patch-risk/match';
import { AddressSet } from '../AddressSet';
import { ALL_PORTS } from './ALL_PORTS';
import type { FirewallExport } from './FirewallExport';
import type { FirewallRule } from './FirewallRule';
import { parsePorts } from './parsePorts';
import { unreadableRule } from './unreadableRule';

const LINE =
  /^\s*access-list (\S+) line (\d+) extended (permit|deny) (.+?)(?: \(hitcnt=\d+\).*| 0x[0-9a-f]+.*)?$/;

function maskBits(mask: string): number | undefined {
  const bits = mask
    .split('.')
    .map(part => Number(part).toString(2).padStart(8, '0'))
    .join('');
  const ones = bits.indexOf('0') === -1 ? 32 : bits.indexOf('0');
  return /^1*0*$/.test(bits) && bits.length === 32 ? ones : undefined;
}

/** Takes an address off the head of the words. */
function takeAddress(words: string[]): AddressSet | undefined {
  const first = words.shift() ?? '';
  if (/^any[46]?$/.test(first)) {
    return AddressSet.everything;
  }
  if (first === 'host') {
    return AddressSet.parse(words.shift() ?? '');
  }
  if (first === 'range') {
    return AddressSet.parse(`${words.shift()}-${words.shift()}`);
  }
  if (first.includes('/') || first.includes(':')) {
    return AddressSet.parse(first);
  }
  const bits = maskBits(words.shift() ?? '');
  return bits === undefined ? undefined : AddressSet.parse(`${first}/${bits}`);
}

/** Takes ports off the head of the words, where they stand there. */
function takePorts(words: string[]): FirewallRule['ports'] | undefined {
  const [operator, value, end] = words;
  if (!['eq', 'gt', 'lt', 'neq', 'range'].includes(operator)) {
    return ALL_PORTS;
  }
  words.splice(0, operator === 'range' ? 3 : 2);
  const [[port] = [undefined]] = parsePorts(value) ?? [];
  const [[last] = [undefined]] = parsePorts(end) ?? [];
  if (port === undefined) {
    return undefined;
  }
  const below = port > 0 ? [[0, port - 1] as const] : [];
  const above = port < 65_535 ? [[port + 1, 65_535] as const] : [];
  switch (operator) {
    case 'gt':
      return above;
    case 'lt':
      return below;
    case 'neq':
      return [...below, ...above];
    case 'range':
      return last === undefined || last < port ? undefined : [[port, last]];
    default:
      return [[port, port]];
  }
}

function readRule(text: string, number: string): FirewallRule | undefined {
  const words = text.split(/\s+/);
  const allow = words.shift() === 'permit';
  const protocol = words.shift() ?? '';
  const source = takeAddress(words);
  const sourcePorts = source && takePorts(words);
  const destination = sourcePorts && takeAddress(words);
  const ports = destination && takePorts(words);
  if (!source || !destination || !ports) {
    return undefined;
  }
  const rest = words.filter(
    word => !/^(log|informational|interval|disable|default|\d+)$/.test(word),
  );
  return {
    number,
    allow,
    source,
    destination,
    protocol: protocol === 'ip' ? 'any' : protocol,
    ports,
    // A condition on the port of the sender, or a word that is not read.
    isCertain:
      sourcePorts === ALL_PORTS && (rest.length === 0 || protocol === 'icmp'),
  };
}

/**
 * Reads what a Cisco ASA answers to `show access-list`. Rules with object groups stand there twice, the second time
 * spread out; the spread ones are read.
 *
 * @param options - `name` of the access list; where it is left out, the document may hold one only
 * @throws SyntaxError where it holds none, or several and no name was given
 */
export function parseAccessList(
  content: string,
  options: { name?: string } = {},
): FirewallExport {
  const rules: FirewallRule[] = [];
  const problems: RecordProblem[] = [];
  const names = new Set<string>();
  for (const [position, line] of content.split(/\r?\n/).entries()) {
    const [, list, number, action, rest] =
      LINE.exec(line.slice(0, 2_000)) ?? [];
    if (list === undefined) {
      continue;
    }
    names.add(list);
    const isOther = options.name !== undefined && list !== options.name;
    const isInactive = / inactive\b/.test(rest);
    const isSpreadBelow = /\b(object-group|object)\b/.test(rest);
    if (isOther || isInactive || isSpreadBelow) {
      continue;
    }
    const place = `${list} line ${number}`;
    const rule = readRule(`${action} ${rest.trim()}`, place);
    if (!rule) {
      problems.push({
        record: `line ${position + 1}`,
        value: cleanText(line.slice(0, 2_000), 200),
        reason: 'the rule cannot be read',
        remedy: 'Nothing, unless many are like it',
      });
    }
    rules.push(rule ?? unreadableRule(place));
  }
  if (names.size === 0 || (names.size > 1 && options.name === undefined)) {
    throw new SyntaxError(
      names.size === 0
        ? 'no line is a rule of an access list'
        : `there are several access lists (${[...names]
            .slice(0, 10)
            .map(name => cleanText(name, 50))
            .join(', ')}); name one in accessList`,
    );
  }
  if (options.name !== undefined && !names.has(options.name)) {
    throw new SyntaxError(
      `there is no access list ${options.name}; there is ${[...names]
        .slice(0, 10)
        .map(name => cleanText(name, 50))
        .join(', ')}`,
    );
  }
  return { rules, allowsRest: false, problems };
}
