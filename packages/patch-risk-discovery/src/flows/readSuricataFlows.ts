import { createProblem } from '../sources/createProblem';
import { lineFaults } from '../sources/lineFaults';
import { JsonRecord } from '../sources/suricata/JsonRecord';
import { normaliseIp } from '../text/normaliseIp';
import { readInstant } from '../text/readInstant';
import { readTextLines } from '../text/readTextLines';
import type { Flow } from './Flow';
import { flowPort } from './flowPort';
import { flowProtocol } from './flowProtocol';
import type { FlowItem } from './FlowReader';
import { flowService } from './flowService';

// A refusal of TCP has fewer bytes than any answer above it.
const LEAST_ANSWER_BYTES = 200;

function parse(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? new JsonRecord(value)
      : undefined;
  } catch {
    return undefined;
  }
}

function bytesOf(record: JsonRecord, side: 'server' | 'client'): number {
  const bytes = record.number('flow', `bytes_to${side}`) ?? 0;
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : 0;
}

function stateOf(record: JsonRecord, service?: string): Flow['state'] {
  const answered = (record.number('flow', 'pkts_toclient') ?? 0) > 0;
  if (!answered) {
    return 'unanswered';
  }
  const isTcp = record.text('proto')?.toLowerCase() === 'tcp';
  return isTcp &&
    service === undefined &&
    bytesOf(record, 'client') < LEAST_ANSWER_BYTES
    ? 'refused'
    : 'answered';
}

/**
 * Reads the `flow` events of Suricata's EVE JSON; other events, and traffic with multicast and broadcast addresses, are
 * passed over.
 *
 * @public
 */
export async function* readSuricataFlows(
  input: AsyncIterable<Uint8Array>,
  options: { file: string },
): AsyncGenerator<FlowItem, void, undefined> {
  for await (const line of readTextLines(input, { maxLineBytes: 1_048_576 })) {
    const place = `${options.file}:${line.number}`;
    if (line.fault === 'too-long') {
      yield createProblem({ record: place, ...lineFaults[line.fault] });
      continue;
    }
    if (line.text.trim() === '') {
      continue;
    }
    const record = parse(line.text);
    if (!record) {
      yield createProblem({
        record: place,
        value: line.text,
        reason: 'the line is no JSON object',
        remedy: 'Give the file eve.json, with one event a line',
      });
      continue;
    }
    if (record.text('event_type') !== 'flow') {
      continue;
    }
    const startedAt = readInstant(
      record.text('flow', 'start') ?? record.text('timestamp') ?? '',
    );
    if (startedAt === undefined) {
      yield createProblem({
        record: place,
        field: 'flow.start',
        value: record.text('flow', 'start'),
        reason: 'is no instant',
        remedy: 'Nothing, unless all events lack it',
      });
      continue;
    }
    const source = normaliseIp(record.text('src_ip') ?? '');
    const destination = normaliseIp(record.text('dest_ip') ?? '');
    if (source === undefined || destination === undefined) {
      continue;
    }
    const protocol = flowProtocol(record.text('proto'));
    const service = flowService(record.text('app_proto'));
    const endedAt = readInstant(record.text('flow', 'end') ?? '');
    yield {
      kind: 'flow',
      flow: {
        record: place,
        startedAt,
        endedAt: endedAt && endedAt > startedAt ? endedAt : startedAt,
        source,
        destination,
        port: flowPort(protocol, record.number('dest_port')),
        protocol,
        service,
        bytesToDestination: bytesOf(record, 'server'),
        bytesToSource: bytesOf(record, 'client'),
        state: stateOf(record, service),
      },
    };
  }
}
