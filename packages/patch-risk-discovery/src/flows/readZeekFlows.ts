import { createProblem } from '../sources/createProblem';
import { lineFaults } from '../sources/lineFaults';
import { parseJsonRecord } from '../sources/zeek/parseJsonRecord';
import { ZeekHeader } from '../sources/zeek/ZeekHeader';
import type { ZeekRecord } from '../sources/zeek/ZeekRecord';
import { normaliseIp } from '../text/normaliseIp';
import { readInstant } from '../text/readInstant';
import { readTextLines } from '../text/readTextLines';
import type { Flow } from './Flow';
import { flowPort } from './flowPort';
import { flowProtocol } from './flowProtocol';
import type { FlowItem } from './FlowReader';
import { flowService } from './flowService';

// https://docs.zeek.org, Conn::Info, conn_state. RSTOS0, SH and SHR are scans or half of what went on.
const STATES = new Map<string, Flow['state']>([
  ['S1', 'answered'],
  ['S2', 'answered'],
  ['S3', 'answered'],
  ['SF', 'answered'],
  ['RSTO', 'answered'],
  ['RSTR', 'answered'],
  ['REJ', 'refused'],
  ['S0', 'unanswered'],
  ['SH', 'unanswered'],
  ['RSTOS0', 'unanswered'],
]);

function bytesOf(record: ZeekRecord, side: 'orig' | 'resp'): number {
  const bytes = Number(
    record.text(`${side}_ip_bytes`) ?? record.text(`${side}_bytes`),
  );
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : 0;
}

function stateOf(record: ZeekRecord): Flow['state'] {
  const said = record.text('conn_state');
  if (said === 'OTH') {
    // Midstream: payload from both ends is an answer, that of one end is not.
    return Number(record.text('orig_bytes')) > 0 &&
      Number(record.text('resp_bytes')) > 0
      ? 'answered'
      : 'unknown';
  }
  return STATES.get(said ?? '') ?? 'unknown';
}

function flowOf(record: ZeekRecord, place: string): FlowItem {
  const startedAt = readInstant(record.text('ts') ?? '');
  const source = normaliseIp(record.text('id.orig_h') ?? '');
  const destination = normaliseIp(record.text('id.resp_h') ?? '');
  if (!startedAt || !source || !destination) {
    const field = [
      ...(startedAt ? [] : ['ts']),
      ...(source ? [] : ['id.orig_h']),
      'id.resp_h',
    ][0];
    return createProblem({
      record: place,
      field,
      value: record.text(field),
      reason:
        field === 'ts'
          ? 'is no instant'
          : 'is no address that a device can have',
      remedy: 'Nothing, unless all lines of the log lack it',
    });
  }
  const duration = Number(record.text('duration') ?? 0);
  const protocol = flowProtocol(record.text('proto'));
  return {
    kind: 'flow',
    flow: {
      record: place,
      startedAt,
      endedAt: new Date(
        Date.parse(startedAt) +
          (duration > 0 && duration < 31_536_000
            ? Math.round(duration * 1000)
            : 0),
      ).toISOString(),
      source,
      destination,
      port: flowPort(protocol, Number(record.text('id.resp_p'))),
      protocol,
      service: flowService(record.list('service')[0]),
      bytesToDestination: bytesOf(record, 'orig'),
      bytesToSource: bytesOf(record, 'resp'),
      state: stateOf(record),
    },
  };
}

/**
 * Reads the connections of Zeek's `conn.log`, as TSV with its header or as JSON lines. Traffic with multicast and
 * broadcast addresses, and records of other logs, are passed over.
 *
 * @public
 */
export async function* readZeekFlows(
  input: AsyncIterable<Uint8Array>,
  options: { file: string },
): AsyncGenerator<FlowItem, void, undefined> {
  let header = new ZeekHeader();
  for await (const line of readTextLines(input, { maxLineBytes: 65_536 })) {
    const place = `${options.file}:${line.number}`;
    if (line.fault === 'too-long') {
      yield createProblem({ record: place, ...lineFaults[line.fault] });
      continue;
    }
    if (line.text.startsWith('#')) {
      if (line.text.startsWith('#separator')) {
        header = new ZeekHeader();
      }
      header.take(line.text);
      continue;
    }
    if (line.text.trim() === '') {
      continue;
    }
    const isJson = line.text.startsWith('{');
    const record = isJson
      ? parseJsonRecord(line.text)
      : header.parse(line.text);
    if (!record) {
      yield createProblem({
        record: place,
        value: line.text,
        reason: 'the line is neither JSON nor as #fields announces',
        remedy: 'Take whole logs, with the lines that begin with #',
      });
      continue;
    }
    if (record.path !== undefined && record.path !== 'conn') {
      continue;
    }
    if (!record.has('conn_state') || !record.has('id.orig_h')) {
      continue;
    }
    const item = flowOf(record, place);
    const isNobody =
      item.kind === 'problem' &&
      item.problem.field?.startsWith('id.') &&
      /^[0-9a-f.:]+$/i.test(item.problem.value ?? '');
    if (!isNobody) {
      yield item;
    }
  }
}
