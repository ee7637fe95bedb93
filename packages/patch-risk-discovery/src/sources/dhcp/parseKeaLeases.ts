import { readInstant } from '../../text/readInstant';
import type { TextLine } from '../../text/TextLine';
import type { LeaseItem } from './Lease';

const needed = ['address', 'expire', 'valid_lifetime'];

/**
 * Leases of Kea's memfile (`kea-leases4.csv`, `kea-leases6.csv`), by the names in its header. A comma within a value
 * is written `&#x2c` there, so that lines are cut at every comma. State 0 is a lease in use.
 */
export async function* parseKeaLeases(
  lines: AsyncIterable<TextLine>,
): AsyncGenerator<LeaseItem, void, undefined> {
  let header: Map<string, number> | undefined;
  for await (const { number, text } of lines) {
    const cells = text.trim().split(',', 100);
    if (text.trim() === '') {
      continue;
    }
    if (!header) {
      const names = new Map(cells.map((name, position) => [name, position]));
      header = names;
      const missing = needed.find(name => !names.has(name));
      if (missing !== undefined) {
        yield {
          problem: {
            line: number,
            field: missing,
            value: text,
            reason: 'the header lacks a column that Kea writes',
            remedy: 'Take kea-leases4.csv or kea-leases6.csv as it is',
          },
        };
        return;
      }
      continue;
    }
    const names = header;
    const cell = (name: string) => cells[names.get(name) ?? -1] || undefined;
    const expire = Number(cell('expire'));
    const lifetime = Number(cell('valid_lifetime'));
    const ip = cell('address');
    if (ip === undefined || !Number.isFinite(expire - lifetime)) {
      yield {
        problem: {
          line: number,
          value: text,
          reason: 'the line has no address, end or length of a lease',
          remedy: 'Take the file again while the server is not writing',
        },
      };
      continue;
    }
    yield {
      lease: {
        line: number,
        mac: cell('hwaddr'),
        ip,
        hostname: cell('hostname'),
        // Kea writes a line at each renewal, with the end that follows from it.
        seenAt: readInstant(expire - lifetime),
        active: (cell('state') ?? '0') === '0',
      },
    };
  }
}
