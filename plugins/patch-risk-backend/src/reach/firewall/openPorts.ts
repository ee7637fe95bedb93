import type { AddressSet } from '../AddressSet';
import type { FirewallExport } from './FirewallExport';

/** Ports of a destination that a firewall opens to some of the sources. */
export interface OpenPorts {
  protocol: 'tcp' | 'udp';
  ports: [number, number][];
  /** The rule that opens them; undefined where no rule does and the rest is allowed. */
  rule?: string;
  /** False where a rule before or this one has conditions that are not read. */
  isCertain: boolean;
}

interface Piece {
  from: bigint;
  to: bigint;
  low: number;
  high: number;
}

/** More pieces than this come of no list that people wrote; the rest is then uncertain. */
const MOST_PIECES = 2_000;

function withoutPiece(piece: Piece, cut: Piece): Piece[] {
  const { from, to, low, high } = piece;
  if (cut.to < from || cut.from > to || cut.high < low || cut.low > high) {
    return [piece];
  }
  const begin = cut.from > from ? cut.from : from;
  const end = cut.to < to ? cut.to : to;
  return [
    { from, to: begin - 1n, low, high },
    { from: end + 1n, to, low, high },
    { from: begin, to: end, low, high: cut.low - 1 },
    { from: begin, to: end, low: cut.high + 1, high },
  ].filter(each => each.from <= each.to && each.low <= each.high);
}

/** Ports of the overlap of a piece with another; undefined where they do not meet. */
function common(piece: Piece, other: Piece): [number, number] | undefined {
  const meets =
    piece.from <= other.to &&
    piece.to >= other.from &&
    piece.low <= other.high &&
    piece.high >= other.low;
  return meets
    ? [Math.max(piece.low, other.low), Math.min(piece.high, other.high)]
    : undefined;
}

/** Ranges without those that touch or overlap. */
function merge(ranges: [number, number][]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [low, high] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last && low <= last[1] + 1) {
      last[1] = Math.max(last[1], high);
    } else {
      merged.push([low, high]);
    }
  }
  return merged;
}

/**
 * Which ports of one destination some address of a set may connect to. The first rule that matches decides; what no
 * rule names follows the rest. Addresses and ports are ranges, and each rule takes its rectangle out of what is left.
 *
 * @param options - `destination` as `AddressSet.place` gives it
 */
export function openPorts(options: {
  firewall: FirewallExport;
  sources: AddressSet;
  destination: bigint;
}): OpenPorts[] {
  const { firewall, sources, destination } = options;
  const open: OpenPorts[] = [];
  const relevant = firewall.rules.filter(rule =>
    rule.destination.contains(destination),
  );
  for (const protocol of ['tcp', 'udp'] as const) {
    let left: Piece[] = sources.ranges.map(([from, to]) => ({
      from,
      to,
      low: 0,
      high: 65_535,
    }));
    let isCertain = true;
    for (const rule of relevant) {
      if (left.length === 0 || left.length > MOST_PIECES) {
        break;
      }
      if (![protocol, 'any'].includes(rule.protocol)) {
        continue;
      }
      const cuts = rule.source.ranges.flatMap(([from, to]) =>
        rule.ports.map(([low, high]): Piece => ({ from, to, low, high })),
      );
      const hits = left.flatMap(piece =>
        cuts.flatMap(cut => {
          const ports = common(piece, cut);
          return ports ? [ports] : [];
        }),
      );
      if (hits.length === 0) {
        continue;
      }
      if (rule.allow) {
        open.push({
          protocol,
          ports: merge(hits),
          rule: rule.number,
          isCertain: isCertain && rule.isCertain,
        });
      }
      if (rule.isCertain) {
        for (const cut of cuts) {
          left = left.flatMap(piece => withoutPiece(piece, cut));
        }
      } else if (!rule.allow) {
        isCertain = false;
      }
    }
    if (firewall.allowsRest && left.length > 0) {
      open.push({
        protocol,
        ports: merge(left.map(({ low, high }) => [low, high])),
        isCertain: isCertain && left.length <= MOST_PIECES,
      });
    }
  }
  return open;
}
