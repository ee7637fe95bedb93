import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Flow } from './Flow';
import type { FlowReader } from './FlowReader';
import { readSuricataFlows } from './readSuricataFlows';
import { readZeekFlows } from './readZeekFlows';

async function readAll(reader: FlowReader, input: string | Buffer) {
  const flows: Flow[] = [];
  const problems: object[] = [];
  async function* bytes() {
    yield Buffer.from(input);
  }
  for await (const item of reader(bytes(), { file: 'f' })) {
    if (item.kind === 'flow') {
      flows.push(item.flow);
    } else {
      problems.push(item.problem);
    }
  }
  return { flows, problems };
}

const conn = {
  ts: 1768471200,
  'id.orig_h': '10.0.0.1',
  'id.resp_h': '198.51.100.7',
  'id.resp_p': 443,
  proto: 'tcp',
  service: 'ssl',
  duration: 1.5,
  orig_ip_bytes: 500,
  resp_ip_bytes: 900,
  conn_state: 'SF',
};

describe('flows of Zeek', () => {
  it('reads the connections of a log, with its header', async () => {
    const log = readFileSync(
      join(__dirname, '../sources/zeek/__fixtures__/conn.log'),
    );
    const { flows, problems } = await readAll(readZeekFlows, log);
    expect(problems).toEqual([]);
    expect(flows.length).toBeGreaterThan(2);
    expect(flows[0]).toMatchObject({
      record: 'f:9',
      source: '192.0.2.50',
      destination: '192.0.2.10',
      port: 502,
      protocol: 'tcp',
      service: 'modbus',
      state: 'answered',
    });
  });

  it('reads JSON lines, with bytes and duration', async () => {
    const { flows } = await readAll(readZeekFlows, JSON.stringify(conn));
    expect(flows).toEqual([
      {
        record: 'f:1',
        startedAt: '2026-01-15T10:00:00.000Z',
        endedAt: '2026-01-15T10:00:01.500Z',
        source: '10.0.0.1',
        destination: '198.51.100.7',
        port: 443,
        protocol: 'tcp',
        service: 'ssl',
        bytesToDestination: 500,
        bytesToSource: 900,
        state: 'answered',
      },
    ]);
  });

  it.each([
    ['S0', 'unanswered'],
    ['REJ', 'refused'],
    ['RSTR', 'answered'],
    ['OTH', 'unknown'],
    ['constructor', 'unknown'],
  ])('takes the state %s for %s', async (conn_state, state) => {
    const { flows } = await readAll(
      readZeekFlows,
      JSON.stringify({ ...conn, conn_state }),
    );
    expect(flows).toMatchObject([{ state }]);
  });

  it('tells the place of what is broken, passes over the rest, and takes no harm', async () => {
    const { flows, problems } = await readAll(
      readZeekFlows,
      Buffer.concat([
        Buffer.from(
          [
            'no header yet',
            '{"ts":1,',
            JSON.stringify({ ...conn, 'id.orig_h': '<b>' }),
            JSON.stringify({ ...conn, 'id.resp_h': '224.0.0.251' }),
            JSON.stringify({ ...conn, _path: 'dns' }),
            JSON.stringify({ ...conn, ts: 'yesterday' }),
            JSON.stringify({
              ...conn,
              duration: 1e300,
              orig_ip_bytes: -5,
              'id.resp_p': 1e9,
              service: '\u001b[31m<script>',
            }),
            '',
          ].join('\n'),
        ),
        Buffer.alloc(100_000, 'x'),
        Buffer.from(`\n${JSON.stringify(conn)}`),
      ]),
    );
    expect(problems).toMatchObject([
      { record: 'f:1' },
      { record: 'f:2' },
      { record: 'f:3', field: 'id.orig_h', value: '<b>' },
      { record: 'f:6', field: 'ts', value: 'yesterday' },
      { record: 'f:8', reason: 'the line is too long to be a record' },
    ]);
    expect(flows.map(({ record }) => record)).toEqual(['f:7', 'f:9']);
    expect(flows[0].port).toBeUndefined();
    expect(flows[0].bytesToDestination).toBe(0);
    expect(flows[0].endedAt).toBe(flows[0].startedAt);
    expect(flows[0].service).not.toContain('\u001b');
  });
});

describe('flows of Suricata', () => {
  const event = {
    event_type: 'flow',
    timestamp: '2026-01-15T10:01:00.000000+0000',
    src_ip: '10.0.0.1',
    dest_ip: '10.0.0.2',
    dest_port: 102,
    proto: 'TCP',
    flow: {
      start: '2026-01-15T10:00:00.000000+0000',
      end: '2026-01-15T10:00:30.000000+0000',
      pkts_toclient: 4,
      bytes_toclient: 900,
      bytes_toserver: 300,
    },
  };

  it('reads flow events and passes over others', async () => {
    const { flows, problems } = await readAll(
      readSuricataFlows,
      [event, { ...event, event_type: 'alert' }, { ...event, dest_ip: 'x' }]
        .map(each => JSON.stringify(each))
        .join('\n'),
    );
    expect(problems).toEqual([]);
    expect(flows).toEqual([
      {
        record: 'f:1',
        startedAt: '2026-01-15T10:00:00.000Z',
        endedAt: '2026-01-15T10:00:30.000Z',
        source: '10.0.0.1',
        destination: '10.0.0.2',
        port: 102,
        protocol: 'tcp',
        service: undefined,
        bytesToDestination: 300,
        bytesToSource: 900,
        state: 'answered',
      },
    ]);
  });

  it.each([
    [{ pkts_toclient: 0 }, undefined, 'unanswered'],
    [{ pkts_toclient: 1, bytes_toclient: 60 }, 'failed', 'refused'],
    [{ pkts_toclient: 1, bytes_toclient: 60 }, 'modbus', 'answered'],
  ])('takes %j of %s for %s', async (flow, app_proto, state) => {
    const { flows } = await readAll(
      readSuricataFlows,
      JSON.stringify({ ...event, flow, app_proto }),
    );
    expect(flows).toMatchObject([{ state }]);
  });

  it('tells broken lines with their place', async () => {
    const { problems } = await readAll(
      readSuricataFlows,
      `[]\n{"a"\n${JSON.stringify({
        event_type: 'flow',
        flow: { start: 'soon' },
      })}\n`,
    );
    expect(problems).toMatchObject([
      { record: 'f:2', reason: 'the line is no JSON object' },
      { record: 'f:3', field: 'flow.start', value: 'soon' },
    ]);
  });
});
