import { cleanText, type RecordProblem } from '@patch-risk/match';
import { AddressSet } from '../AddressSet';
import { ALL_PORTS } from './ALL_PORTS';
import type { FirewallExport } from './FirewallExport';
import type { FirewallRule } from './FirewallRule';
import { parsePorts } from './parsePorts';

const MOST_RULES = 100_000;
const DEEPEST = 10;

/** A line of a chain: `target` is a verdict or another chain. */
interface Entry extends Omit<FirewallRule, 'allow'> {
  target: string;
}

function wordsOf(line: string): string[] {
  return (line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map(word =>
    word.replace(/^"|"$/g, ''),
  );
}

function complement(ports: FirewallRule['ports']): FirewallRule['ports'] {
  const left: [number, number][] = [];
  let from = 0;
  for (const [low, high] of [...ports].sort(([a], [b]) => a - b)) {
    if (low > from) {
      left.push([from, low - 1]);
    }
    from = Math.max(from, high + 1);
  }
  return from <= 65_535 ? [...left, [from, 65_535]] : left;
}

/** Options that say nothing about which traffic a rule applies to, by the number of their values. */
const HARMLESS = new Map([
  ['--comment', 1],
  ['--reject-with', 1],
  ['-m', 1],
  ['--match', 1],
  ['-c', 2],
  ['--set-counters', 2],
]);

/** The addresses that an option names; one that cannot be read makes the rule uncertain. */
function addressesOf(
  entry: Entry,
  value: string,
  isNegated: boolean,
): AddressSet {
  const set = AddressSet.parse(value);
  entry.isCertain &&= set !== undefined;
  return isNegated
    ? AddressSet.everything.subtract(set ?? AddressSet.none)
    : set ?? AddressSet.everything;
}

/** @returns undefined for a rule that concerns answers only */
function readEntry(words: string[], number: string): Entry | undefined {
  const entry: Entry = {
    number,
    target: '',
    source: AddressSet.everything,
    destination: AddressSet.everything,
    protocol: 'any',
    ports: ALL_PORTS,
    isCertain: true,
  };
  let isNegated = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === '!') {
      isNegated = true;
      continue;
    }
    const value = words[i + 1] ?? '';
    const skipped = HARMLESS.get(word);
    if (skipped !== undefined) {
      i += skipped;
    } else if (word === '-s' || word === '--source') {
      entry.source = addressesOf(entry, value, isNegated);
      i += 1;
    } else if (word === '-d' || word === '--destination') {
      entry.destination = addressesOf(entry, value, isNegated);
      i += 1;
    } else if (word === '-p' || word === '--protocol') {
      entry.protocol = value === 'all' ? 'any' : value;
      entry.isCertain &&= !isNegated;
      i += 1;
    } else if (/^--(dport|dports|destination-ports?)$/.test(word)) {
      const ports = parsePorts(value);
      entry.isCertain &&= ports !== undefined;
      entry.ports = isNegated && ports ? complement(ports) : ports ?? ALL_PORTS;
      i += 1;
    } else if (word === '--ctstate' || word === '--state') {
      if (!value.split(',').includes('NEW')) {
        return undefined;
      }
      i += 1;
    } else if (word === '-j' || word === '--jump') {
      entry.target = value;
      i += 1;
    } else if (word.startsWith('-')) {
      // An interface, a rate, an address set: whether it applies cannot be told.
      entry.isCertain = false;
      if (word === '-g' || word === '--goto') {
        entry.target = value;
      }
    }
    isNegated = false;
  }
  return entry;
}

function intersectPorts(
  one: FirewallRule['ports'],
  other: FirewallRule['ports'],
): FirewallRule['ports'] {
  return one.flatMap(([low, high]) =>
    other
      .map(([from, to]) => [Math.max(low, from), Math.min(high, to)] as const)
      .filter(([from, to]) => from <= to),
  );
}

/**
 * Reads `iptables-save` or `ip6tables-save`: the chain FORWARD of the table filter, with the chains that it jumps to.
 * A rule with a condition that is not read (an interface, a rate, an ipset) may apply or not, and is uncertain; rules
 * for answers to connections concern no new ones.
 *
 * @param options - `chain` to begin with; FORWARD unless given
 * @throws SyntaxError where the chain is not there
 */
export function parseIptables(
  content: string,
  options: { chain?: string } = {},
): FirewallExport {
  const start = options.chain ?? 'FORWARD';
  const chains = new Map<string, Entry[]>();
  const problems: RecordProblem[] = [];
  let policy = 'ACCEPT';
  let table = '';
  for (const [position, line] of content.split(/\r?\n/).entries()) {
    if (line.startsWith('*')) {
      table = line.slice(1).trim();
    }
    if (table !== 'filter') {
      continue;
    }
    const [, chain, chainPolicy] = /^:(\S+) (\S+)/.exec(line) ?? [];
    if (chain !== undefined) {
      chains.set(chain, []);
      policy = chain === start ? chainPolicy : policy;
      continue;
    }
    const [head, name, ...words] = wordsOf(
      line.slice(0, 4_000).replace(/^\[\d+:\d+\] /, ''),
    );
    const entries = chains.get(name);
    if (head !== '-A' || !entries) {
      continue;
    }
    const entry = readEntry(
      words,
      cleanText(`${name} line ${position + 1}`, 100),
    );
    if (entry) {
      entries.push(entry);
    }
  }
  if (!chains.has(start)) {
    throw new SyntaxError(
      `the table filter has no chain ${start}; give what iptables-save writes`,
    );
  }
  const rules: FirewallRule[] = [];
  const spread = (name: string, within: Entry | undefined, depth: number) => {
    let isCertain = within?.isCertain ?? true;
    for (const each of chains.get(name) ?? []) {
      const entry: Entry = {
        ...each,
        source: within ? each.source.intersect(within.source) : each.source,
        destination: within
          ? each.destination.intersect(within.destination)
          : each.destination,
        protocol:
          each.protocol === 'any' ? within?.protocol ?? 'any' : each.protocol,
        ports: within ? intersectPorts(each.ports, within.ports) : each.ports,
        isCertain:
          each.isCertain &&
          isCertain &&
          (within === undefined ||
            [within.protocol, each.protocol].includes('any') ||
            within.protocol === each.protocol),
      };
      const { target, ...rule } = entry;
      if (rule.source.isEmpty || rule.destination.isEmpty) {
        continue;
      }
      if (rules.length >= MOST_RULES) {
        throw new SyntaxError(
          `the chains spread out to more than ${MOST_RULES} rules`,
        );
      }
      if (['ACCEPT', 'DROP', 'REJECT'].includes(target)) {
        rules.push({ ...rule, allow: target === 'ACCEPT' });
      } else if (target === 'RETURN') {
        // What comes after it does not see all traffic any more.
        isCertain = false;
      } else if (chains.has(target) && depth < DEEPEST) {
        spread(target, entry, depth + 1);
      }
    }
  };
  spread(start, undefined, 0);
  return { rules, allowsRest: policy === 'ACCEPT', problems };
}
