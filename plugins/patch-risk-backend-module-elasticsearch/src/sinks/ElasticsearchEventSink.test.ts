import { mockServices } from '@backstage/backend-test-utils';
import { anEvent } from '../__testUtils__/anEvent';
import { ScriptedElasticsearch } from '../__testUtils__/ScriptedElasticsearch';
import { ElasticsearchEventSink } from './ElasticsearchEventSink';

describe('ElasticsearchEventSink', () => {
  const signal = new AbortController().signal;
  const events = Array.from({ length: 8 }, (_, index) => anEvent(index));
  let server: ScriptedElasticsearch;
  let sink: ElasticsearchEventSink;

  function create(changes: { nodes?: string[]; requestTimeoutMs?: number }) {
    return ElasticsearchEventSink.create({
      settings: {
        kind: 'cluster',
        nodes: [server.url],
        namespace: 'default',
        batchSize: 100,
        requestTimeoutMs: 2_000,
        setUpTemplates: false,
        auth: { username: 'writer', password: 'not-to-be-told' },
        ...changes,
      },
      logger: mockServices.logger.mock(),
    });
  }

  beforeEach(async () => {
    server = await ScriptedElasticsearch.start();
    sink = create({});
  });

  afterEach(async () => {
    await sink.close();
    await server.stop();
  });

  it('sends one request and tells each outcome in order', async () => {
    const outcomes = [
      { status: 201 },
      { status: 409, error: { type: 'version_conflict_engine_exception' } },
      { status: 429, error: { type: 'es_rejected_execution_exception' } },
      { status: 503, error: { type: 'unavailable_shards_exception' } },
      { status: 404, error: { type: 'index_not_found_exception' } },
      {
        status: 400,
        error: {
          type: 'document_parsing_exception',
          reason: 'failed to parse field [host.ip]',
          caused_by: { type: 'illegal_argument_exception', reason: 'no IP' },
        },
      },
      { status: 201, failure_store: 'used' },
    ];
    server.onBulk = (bulk, response) => {
      response.end(
        JSON.stringify({
          errors: true,
          items: outcomes.map((outcome, index) => ({
            create: { _id: bulk.ids[index], ...outcome },
          })),
        }),
      );
      return true;
    };
    expect(await sink.deliver(events, { signal })).toEqual([
      { outcome: 'delivered' },
      { outcome: 'delivered' },
      {
        outcome: 'retry',
        reason: 'Elasticsearch answered 429: es_rejected_execution_exception',
      },
      {
        outcome: 'retry',
        reason: 'Elasticsearch answered 503: unavailable_shards_exception',
      },
      {
        outcome: 'retry',
        reason: 'Elasticsearch answered 404: index_not_found_exception',
      },
      {
        outcome: 'rejected',
        reason:
          'Elasticsearch answered 400: document_parsing_exception: failed to parse field [host.ip] ← illegal_argument_exception: no IP',
      },
      {
        outcome: 'rejected',
        reason: 'Elasticsearch put it into the failure store',
      },
      { outcome: 'retry', reason: 'The answer names no outcome for it' },
    ]);
    expect(server.received).toHaveLength(1);
    expect(server.received[0].url).toContain('require_data_stream=true');
    expect(server.received[0].ids).toEqual(events.map(event => event.id));
  });

  it.each([429, 503, 500, 502, 401, 403, 404])(
    'keeps all events for later when the whole request gets %s',
    async status => {
      server.onBulk = (_, response) => {
        response.statusCode = status;
        response.setHeader('retry-after', '7');
        response.end(
          JSON.stringify({ error: { type: 'busy', reason: 'come back' } }),
        );
        return true;
      };
      expect(await sink.deliver(events, { signal })).toEqual(
        events.map(() => ({
          outcome: 'retry',
          reason: `Elasticsearch answered ${status}: busy: come back`,
          retryAfterMs: 7_000,
        })),
      );
      expect(server.received).toHaveLength(1);
    },
  );

  it('sends smaller requests after 413, and names the one that is too large alone', async () => {
    server.onBulk = (bulk, response) => {
      if (bulk.ids.length <= 2 && !bulk.ids.includes(events[5].id)) {
        return false;
      }
      response.statusCode = 413;
      response.setHeader('content-type', 'text/plain');
      response.end('too large');
      return true;
    };
    const results = await sink.deliver(events, { signal });
    expect(results.map(result => result.outcome)).toEqual(
      events.map((_, index) => (index === 5 ? 'rejected' : 'delivered')),
    );
    expect(results[5]).toEqual({
      outcome: 'rejected',
      reason: 'Elasticsearch answered 413: too large',
    });
  });

  it('finds the one document that makes the server refuse the whole request', async () => {
    server.onBulk = (bulk, response) => {
      if (!bulk.ids.includes(events[2].id)) {
        return false;
      }
      response.statusCode = 400;
      response.end(
        JSON.stringify({
          error: { type: 'x_content_parse_exception', reason: 'unreadable' },
        }),
      );
      return true;
    };
    const results = await sink.deliver(events, { signal });
    expect(results.map(result => result.outcome)).toEqual(
      events.map((_, index) => (index === 2 ? 'rejected' : 'delivered')),
    );
    expect(server.received.map(bulk => bulk.ids.length)).toEqual([
      8, 4, 2, 2, 1, 1, 4,
    ]);
  });

  it('knows nothing after a lost answer, a late one or garbage, and says so without secrets', async () => {
    const answers: ((response: import('node:http').ServerResponse) => void)[] =
      [
        response => response.destroy(),
        () => undefined,
        response => response.end('{"items": ['),
        response => {
          response.removeHeader('x-elastic-product');
          response.end('{}');
        },
      ];
    const impatient = create({ requestTimeoutMs: 300 });
    for (const answer of answers) {
      server.onBulk = (_, response) => {
        answer(response);
        return true;
      };
      const results = await impatient.deliver(events, { signal });
      expect(results).toHaveLength(8);
      for (const result of results) {
        expect(result).toMatchObject({
          outcome: 'retry',
          reason: expect.stringMatching(/^Elasticsearch gave no answer \(\w+/),
        });
      }
      expect(JSON.stringify(results)).not.toContain('not-to-be-told');
    }
    await impatient.close();
  });

  it('waits for a cluster that is down, also with its templates', async () => {
    await server.stop();
    const down = ElasticsearchEventSink.create({
      settings: {
        kind: 'cluster',
        nodes: [server.url],
        namespace: 'default',
        batchSize: 100,
        requestTimeoutMs: 1_000,
        setUpTemplates: true,
      },
      logger: mockServices.logger.mock(),
    });
    expect(await down.deliver([anEvent(1)], { signal })).toEqual([
      {
        outcome: 'retry',
        reason:
          'The templates could not be installed. Elasticsearch gave no answer (ConnectionError, ECONNREFUSED)',
      },
    ]);
    await down.close();
  });

  it('stops when it is told to', async () => {
    server.onBulk = () => true;
    const controller = new AbortController();
    const pending = sink.deliver(events, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    const results = await pending;
    expect(new Set(results.map(result => result.outcome))).toEqual(
      new Set(['retry']),
    );
  });
});
