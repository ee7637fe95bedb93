import type { TextLine } from '../../text/TextLine';
import type { LeaseItem } from './Lease';

const star = (text: string | undefined) => (text === '*' ? undefined : text);

/**
 * Leases of dnsmasq: `EXPIRY MAC ADDRESS NAME CLIENT-ID` a line, `*` for what is not known. The file tells when a
 * lease ends, not when the client was seen. Lines below `duid` are of IPv6 and have an identity in place of a MAC.
 */
export async function* parseDnsmasqLeases(
  lines: AsyncIterable<TextLine>,
): AsyncGenerator<LeaseItem, void, undefined> {
  let isV6 = false;
  for await (const { number, text } of lines) {
    const line = text.trim();
    if (line === '') {
      continue;
    }
    if (line.startsWith('duid ')) {
      isV6 = true;
      continue;
    }
    const [expiry, identity, ip, hostname] = line.split(/\s+/, 5);
    if (!/^\d{1,12}$/.test(expiry) || hostname === undefined) {
      yield {
        problem: {
          line: number,
          value: line,
          reason: 'the line is no lease: time, MAC, address, name, client',
          remedy: 'Check that the file is the lease file of dnsmasq',
        },
      };
      continue;
    }
    yield {
      lease: {
        line: number,
        // A kind of hardware other than Ethernet stands before the address: `06-00:11:...`.
        mac: isV6
          ? undefined
          : star(identity.replace(/^[0-9a-f]{2}-(?=[0-9a-f]{2}:)/i, '')),
        ip,
        hostname: star(hostname),
        active: true,
      },
    };
  }
}
