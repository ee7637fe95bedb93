import ipaddr from 'ipaddr.js';

type Range = readonly [from: bigint, to: bigint];

// Both families stand on one line of numbers: IPv4 first, then a gap, then IPv6.
const IPV6_BASE = 1n << 40n;
const IPV4_LAST = (1n << 32n) - 1n;
const IPV6_LAST = IPV6_BASE + (1n << 128n) - 1n;

function numberOf(address: ipaddr.IPv4 | ipaddr.IPv6): bigint {
  let value = 0n;
  for (const byte of address.toByteArray()) {
    value = value * 256n + BigInt(byte);
  }
  return address.kind() === 'ipv6' ? IPV6_BASE + value : value;
}

function addressOf(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return ipaddr.IPv4.parse(text);
  }
  return text.includes(':') && ipaddr.IPv6.isValid(text)
    ? ipaddr.process(text)
    : undefined;
}

/** A set of addresses of both families, as ranges that neither touch nor overlap. Immutable. */
export class AddressSet {
  static readonly none = new AddressSet([]);
  static readonly everything = new AddressSet([
    [0n, IPV4_LAST],
    [IPV6_BASE, IPV6_LAST],
  ]);

  readonly ranges: readonly Range[];

  private constructor(ranges: readonly Range[]) {
    this.ranges = ranges;
  }

  /** The place of an address on the line of numbers; undefined where the text is none. */
  static place(address: string): bigint | undefined {
    const parsed = addressOf(address);
    return parsed && numberOf(parsed);
  }

  /**
   * The set that a text names: an address, a block (`10.1.0.0/16`) or a range (`10.1.0.5-10.1.0.9`).
   *
   * @returns undefined where the text is none of these
   */
  static parse(text: string): AddressSet | undefined {
    const [first, last, ...more] = text.split('-').map(part => part.trim());
    if (more.length > 0 || first.length > 50) {
      return undefined;
    }
    if (last !== undefined) {
      const from = AddressSet.place(first);
      const to = AddressSet.place(last);
      return from === undefined ||
        to === undefined ||
        from > to ||
        from >= IPV6_BASE !== to >= IPV6_BASE
        ? undefined
        : new AddressSet([[from, to]]);
    }
    const [base, prefix, ...rest] = first.split('/');
    const address = addressOf(base);
    const width = address?.kind() === 'ipv6' ? 128 : 32;
    const bits = prefix === undefined ? width : Number(prefix);
    if (
      !address ||
      rest.length > 0 ||
      (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) ||
      bits > width
    ) {
      return undefined;
    }
    const size = 1n << BigInt(width - bits);
    const value = numberOf(address);
    const offset = width === 128 ? IPV6_BASE : 0n;
    const from = offset + ((value - offset) / size) * size;
    return new AddressSet([[from, from + size - 1n]]);
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  contains(place: bigint): boolean {
    return this.ranges.some(([from, to]) => from <= place && place <= to);
  }

  union(other: AddressSet): AddressSet {
    const sorted = [...this.ranges, ...other.ranges].sort(([one], [two]) =>
      one < two ? -1 : 1,
    );
    const merged: [bigint, bigint][] = [];
    for (const [from, to] of sorted) {
      const last = merged.at(-1);
      if (last && from <= last[1] + 1n) {
        last[1] = to > last[1] ? to : last[1];
      } else {
        merged.push([from, to]);
      }
    }
    return new AddressSet(merged);
  }

  intersect(other: AddressSet): AddressSet {
    const common: Range[] = [];
    for (const [from, to] of this.ranges) {
      for (const [begin, end] of other.ranges) {
        const low = from > begin ? from : begin;
        const high = to < end ? to : end;
        if (low <= high) {
          common.push([low, high]);
        }
      }
    }
    return AddressSet.none.union(new AddressSet(common));
  }

  subtract(other: AddressSet): AddressSet {
    let left: Range[] = [...this.ranges];
    for (const [begin, end] of other.ranges) {
      left = left.flatMap(([from, to]): Range[] => {
        if (end < from || begin > to) {
          return [[from, to]];
        }
        return [
          ...(from < begin ? [[from, begin - 1n] as const] : []),
          ...(to > end ? [[end + 1n, to] as const] : []),
        ];
      });
    }
    return new AddressSet(left);
  }
}
