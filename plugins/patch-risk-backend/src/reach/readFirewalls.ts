import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { isError } from '@backstage/errors';
import { Firewall } from './firewall/Firewall';
import type { FirewallExport } from './firewall/FirewallExport';
import { parseAccessList } from './firewall/parseAccessList';
import { parseIptables } from './firewall/parseIptables';
import { parseRuleTable } from './firewall/parseRuleTable';
import { unreadableRule } from './firewall/unreadableRule';
import type { PlacedFirewall } from './findPaths';
import type { FirewallSource } from './ReachSettings';
import type { ZoneModel } from './ZoneModel';

const MOST_BYTES = 64 * 1024 * 1024;

/** What became of an export. */
export interface FirewallStatus {
  name: string;
  rules: number;
  /** Rules that could not be read. */
  unread: number;
  /** Place and reason of the first of them, or why the whole could not be read. */
  problem?: string;
}

function parse(
  content: string,
  source: FirewallSource,
  zones: ZoneModel,
): FirewallExport {
  switch (source.format) {
    case 'asa':
      return parseAccessList(content, { name: source.list });
    case 'iptables':
      return parseIptables(content, { chain: source.list });
    default:
      return parseRuleTable(content, {
        format: source.format,
        columns: source.columns,
        zones,
      });
  }
}

/** Reads the exports of firewalls; one that cannot be read is told, and nothing behind it is certain. */
export async function readFirewalls(options: {
  sources: readonly FirewallSource[];
  zones: ZoneModel;
}): Promise<{
  firewalls: PlacedFirewall[];
  statuses: FirewallStatus[];
  /** Changes with the content of any export. */
  hash: string;
}> {
  const firewalls: PlacedFirewall[] = [];
  const statuses: FirewallStatus[] = [];
  const hash = createHash('sha256');
  for (const source of options.sources) {
    try {
      const { size } = await stat(source.path);
      if (size > MOST_BYTES) {
        throw new RangeError(
          `the file has ${size} bytes, more than ${MOST_BYTES}; export the rules alone`,
        );
      }
      const content = await readFile(source.path, 'utf8');
      hash.update(`${source.name}\0${content}\0`);
      const firewall = parse(
        content.replace(/^\ufeff/, ''),
        source,
        options.zones,
      );
      firewalls.push({
        firewall: Firewall.create({ name: source.name, firewall }),
        source,
      });
      const [problem] = firewall.problems;
      statuses.push({
        name: source.name,
        rules: firewall.rules.length,
        unread: firewall.problems.length,
        problem:
          problem &&
          [problem.record, problem.field, problem.value, problem.reason]
            .filter(part => part !== undefined)
            .join(' '),
      });
    } catch (error) {
      const reason = isError(error) ? error.message : String(error);
      hash.update(`${source.name}\0${reason}\0`);
      // What it lets through is unknown: nothing behind it is certain.
      firewalls.push({
        firewall: Firewall.create({
          name: source.name,
          firewall: {
            rules: [unreadableRule('unread')],
            allowsRest: true,
            problems: [],
          },
        }),
        source,
      });
      statuses.push({
        name: source.name,
        rules: 0,
        unread: 0,
        problem: reason.slice(0, 500),
      });
    }
  }
  return { firewalls, statuses, hash: hash.digest('hex') };
}
