import { normaliseIp } from '../../text/normaliseIp';
import { normaliseMac } from '../../text/normaliseMac';
import type { LogKind } from './logKind';
import type { ZeekRecord } from './ZeekRecord';

const needed = {
  conn: { fields: ['id.orig_h', 'id.resp_h'], shape: 'an IP address' },
  software: { fields: ['host', 'name'], shape: 'set' },
  dhcp: { fields: ['mac'], shape: 'a MAC address' },
  known_devices: { fields: ['mac'], shape: 'a MAC address' },
} as const;

// Unspecified and multicast addresses are addresses, but nobody's.
const looksLikeIp = (text: string) =>
  normaliseIp(text) !== undefined || /^[0-9a-f.:]+$/i.test(text);

/** The first field that a record of its kind cannot do without; undefined where all are there. */
export function missingOf(
  kind: LogKind,
  record: ZeekRecord,
): { field: string; value?: string; reason: string } | undefined {
  const { fields, shape } = needed[kind];
  for (const field of fields) {
    const value = record.text(field);
    const fits =
      value !== undefined &&
      (shape === 'an IP address'
        ? looksLikeIp(value)
        : shape !== 'a MAC address' || normaliseMac(value) !== undefined);
    if (!fits) {
      return {
        field,
        value,
        reason: value === undefined ? 'is not set' : `is not ${shape}`,
      };
    }
  }
  return undefined;
}
