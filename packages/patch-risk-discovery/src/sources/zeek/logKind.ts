import type { ZeekRecord } from './ZeekRecord';

const marks = [
  ['conn', ['id.orig_h', 'id.resp_h', 'proto', 'conn_state']],
  ['software', ['host', 'software_type', 'name']],
  ['dhcp', ['mac', 'msg_types']],
] as const;

const byPath = new Map([
  ['conn', 'conn'],
  ['software', 'software'],
  ['dhcp', 'dhcp'],
  ['known_devices', 'known_devices'],
] as const);

/** Logs that are read. */
export type LogKind = 'conn' | 'software' | 'dhcp' | 'known_devices';

/** Which log a record is of: by the name that it gives, else by its fields; undefined where it is of another. */
export function logKind(record: ZeekRecord): LogKind | undefined {
  if (record.path !== undefined) {
    return byPath.get(record.path as LogKind);
  }
  for (const [kind, fields] of marks) {
    if (fields.every(field => record.has(field))) {
      return kind;
    }
  }
  return record.has('mac') && !record.has('uid') && !record.has('id.orig_h')
    ? 'known_devices'
    : undefined;
}
