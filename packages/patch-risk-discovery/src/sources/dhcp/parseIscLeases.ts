import type { TextLine } from '../../text/TextLine';
import type { Lease, LeaseItem } from './Lease';

// `4 2026/01/15 10:00:00` in UTC, or `epoch 1768471200; # ...` (dhcpd.leases(5)).
function readDate(text: string): string | undefined {
  const [, seconds] = /^epoch (\d{1,11})\b/.exec(text) ?? [];
  const [, year, month, day, time] =
    /^\d (\d{4})\/(\d{2})\/(\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text) ?? [];
  const date = seconds
    ? new Date(Number(seconds) * 1000)
    : new Date(`${year}-${month}-${day}T${time}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/**
 * Leases of ISC's `dhcpd.leases`: blocks `lease ADDRESS { ... }`. Blocks of other kinds (IPv6, failover, groups) are
 * passed over. A block that never ends costs itself.
 */
export async function* parseIscLeases(
  lines: AsyncIterable<TextLine>,
): AsyncGenerator<LeaseItem, void, undefined> {
  let lease: Lease | undefined;
  let depth = 0;
  let cltt: string | undefined;
  for await (const { number, text, fault } of lines) {
    const line = text.trim();
    if (fault === 'too-long') {
      yield {
        problem: {
          line: number,
          reason: 'the line is too long to be part of a lease',
          remedy: 'Check that the file is dhcpd.leases',
        },
      };
      continue;
    }
    if (line === '' || line.startsWith('#')) {
      continue;
    }
    const [, ip] = /^lease\s+(\S{1,64})\s*\{/.exec(line) ?? [];
    if (ip !== undefined) {
      if (depth > 0) {
        yield {
          problem: {
            line: lease?.line ?? number,
            value: lease?.ip,
            reason: 'the block has no end before the next lease',
            remedy: 'Take the file again while the server is not writing',
          },
        };
      }
      lease = { line: number, ip, active: true };
      cltt = undefined;
      depth = 1;
      continue;
    }
    if (line.endsWith('{')) {
      depth += 1;
      continue;
    }
    if (line.startsWith('}')) {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && lease) {
        yield { lease: { ...lease, seenAt: cltt ?? lease.seenAt } };
        lease = undefined;
      }
      continue;
    }
    if (depth === 0) {
      // Statements for the whole file, such as `authoring-byte-order little-endian;`.
      if (!/^[a-z][\w-]*\b.*;/i.test(line)) {
        yield {
          problem: {
            line: number,
            value: line,
            reason: 'the line is no statement of dhcpd.leases',
            remedy: 'Check that the file is dhcpd.leases',
          },
        };
      }
      continue;
    }
    const [, key, value = ''] =
      /^(starts|cltt|binding state|hardware ethernet|client-hostname)\s+(.{0,300}?);/.exec(
        line,
      ) ?? [];
    if (!lease || depth > 1) {
      continue;
    }
    if (key === 'starts') {
      lease.seenAt = readDate(value);
    } else if (key === 'cltt') {
      cltt = readDate(value);
    } else if (key === 'binding state') {
      lease.active = value === 'active';
    } else if (key === 'hardware ethernet') {
      lease.mac = value;
    } else if (key === 'client-hostname') {
      lease.hostname = value.replace(/^"(.*)"$/, '$1');
    }
  }
  if (depth > 0 && lease) {
    yield {
      problem: {
        line: lease.line,
        value: lease.ip,
        reason: 'the block has no end before the file ends',
        remedy: 'Take the file again while the server is not writing',
      },
    };
  }
}
