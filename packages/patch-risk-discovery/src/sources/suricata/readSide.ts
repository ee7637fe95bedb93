import { normaliseIp } from '../../text/normaliseIp';
import { normaliseMac } from '../../text/normaliseMac';
import type { JsonRecord } from './JsonRecord';

/** One end of what was seen. */
export interface EveSide {
  ip: string;
  /** 1 to 65,535; undefined where there are no ports. */
  port?: number;
  /** Of the frames that this end's packets came in. */
  frameMacs: string[];
}

/** An end of an event; undefined where its address is none of a device. */
export function readSide(
  record: JsonRecord,
  side: 'src' | 'dest',
): EveSide | undefined {
  const text = record.text(`${side}_ip`);
  const ip = text === undefined ? undefined : normaliseIp(text);
  if (ip === undefined) {
    return undefined;
  }
  const port = record.number(`${side}_port`);
  // Single packets have one address; flows have the list of all that were seen.
  const many = record.at('ether', `${side}_macs`);
  const macs = [
    record.at('ether', `${side}_mac`),
    ...(Array.isArray(many) ? many.slice(0, 20) : []),
  ].flatMap(mac => (typeof mac === 'string' ? normaliseMac(mac) ?? [] : []));
  return {
    ip,
    port:
      port !== undefined && Number.isInteger(port) && port > 0 && port < 65_536
        ? port
        : undefined,
    frameMacs: [...new Set(macs)],
  };
}
