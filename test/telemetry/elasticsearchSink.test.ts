import { mockServices } from '@backstage/backend-test-utils';
import { Client } from '@elastic/elasticsearch';
import { anEvent } from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch/src/__testUtils__/anEvent';
import { outboundEvents } from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch/src/__testUtils__/outboundEvents';
import { bulkLines } from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch/src/documents/bulkLines';
import { ElasticsearchEventSink } from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch/src/sinks/ElasticsearchEventSink';
import { templates } from '@patch-risk/backstage-plugin-patch-risk-backend-module-elasticsearch/src/templates/templates';
import fc from 'fast-check';
import { RealElasticsearch } from '../services/elasticsearch/RealElasticsearch';

jest.setTimeout(120_000);

const ADMIN = { username: 'admin', password: 'admin-password' };
const WRITER = { username: 'writer', password: 'writer-password' };
const signal = new AbortController().signal;

const missing = RealElasticsearch.whatIsMissing();

(missing ? describe.skip : describe)(
  `Elasticsearch sink and the real server, security on${
    missing ? ` (skipped, ${missing})` : ''
  }`,
  () => {
    let server: RealElasticsearch;
    const url = () => server.url;
    let admin: Client;
    const logger = mockServices.logger.mock();

    function sinkAs(
      auth: { username: string; password: string },
      changes: { namespace?: string; setUpTemplates?: boolean } = {},
    ) {
      return ElasticsearchEventSink.create({
        settings: {
          kind: 'cluster',
          nodes: [url()],
          namespace: 'default',
          batchSize: 500,
          requestTimeoutMs: 30_000,
          setUpTemplates: true,
          auth,
          ...changes,
        },
        logger,
      });
    }

    async function count(dataStream: string): Promise<number> {
      await admin.indices.refresh({ index: dataStream });
      return (await admin.count({ index: dataStream })).count;
    }

    beforeAll(async () => {
      server = await RealElasticsearch.start({
        security: { admin: ADMIN, writer: WRITER },
      });
      admin = new Client({ node: url(), auth: ADMIN });
    });

    afterAll(async () => {
      await admin?.close();
      await server?.stop();
    });

    it('keeps events while there are no templates and no right to install them', async () => {
      const sink = sinkAs(WRITER);
      const results = await sink.deliver([anEvent(1)], { signal });
      expect(results).toEqual([
        { outcome: 'retry', reason: expect.stringContaining('404') },
      ]);
      expect(JSON.stringify(results)).not.toContain(WRITER.password);
      await sink.close();
    });

    it('installs templates with an administrator, once, and stores as a writer who may only create', async () => {
      const first = sinkAs(ADMIN);
      await first.deliver([anEvent(1)], { signal });
      await first.close();
      const { index_templates: installed } =
        await admin.indices.getIndexTemplate({ name: 'logs-patchrisk' });
      expect(installed[0].index_template).toMatchObject({
        priority: 250,
        version: 1,
      });
      const second = sinkAs(ADMIN);
      logger.info.mockClear();
      await second.deliver([anEvent(1)], { signal });
      await second.close();
      expect(logger.info).not.toHaveBeenCalled();

      const writer = sinkAs(WRITER, { setUpTemplates: false });
      const events = [anEvent(1), anEvent(2), anEvent(2)];
      expect(await writer.deliver(events, { signal })).toEqual(
        events.map(() => ({ outcome: 'delivered' })),
      );
      await writer.close();
      expect(await count('logs-patchrisk.anomaly-default')).toBe(2);
      // The writer can neither read nor change what it wrote.
      const client = new Client({ node: url(), auth: WRITER });
      await expect(
        client.search({ index: 'logs-patchrisk.anomaly-default' }),
      ).rejects.toThrow(/security_exception/);
      await client.close();
    });

    it('tells a wrong password apart from a document that does not fit', async () => {
      const wrong = sinkAs({ ...WRITER, password: 'a-wrong-password' });
      expect(await wrong.deliver([anEvent(3)], { signal })).toEqual([
        { outcome: 'retry', reason: expect.stringContaining('401') },
      ]);
      await wrong.close();

      const writer = sinkAs(WRITER, { setUpTemplates: false });
      const results = await writer.deliver(
        [anEvent(4), anEvent(5, { at: 'yesterday' }), anEvent(6)],
        { signal },
      );
      expect(results.map(({ outcome }) => outcome)).toEqual([
        'delivered',
        'rejected',
        'delivered',
      ]);
      expect(results[1]).toMatchObject({
        reason: expect.stringContaining('@timestamp'),
      });
      await writer.close();
    });

    it('stores every document that the types allow under a strict mapping', async () => {
      const { index } = templates({ plainTypes: true });
      await admin.indices.putIndexTemplate({
        ...index,
        name: 'logs-patchrisk-strict',
        index_patterns: ['logs-patchrisk.*-strict'],
        priority: 300,
        template: { mappings: { dynamic: 'strict' } },
      });
      const events = fc.sample(outboundEvents, {
        numRuns: 400,
        seed: 20261121,
      });
      const unique = new Map(events.map(event => [event.id, event]));
      const sink = sinkAs(WRITER, {
        namespace: 'strict',
        setUpTemplates: false,
      });
      const results = await sink.deliver([...unique.values()], { signal });
      await sink.close();
      expect(results.filter(({ outcome }) => outcome !== 'delivered')).toEqual(
        [],
      );
      expect(await count('logs-patchrisk.*-strict')).toBe(unique.size);
    });

    it('takes the lines of the file as they are', async () => {
      const { action, document } = bulkLines({
        event: anEvent(77),
        namespace: 'default',
      });
      const response = await fetch(`${url()}/_bulk`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-ndjson',
          authorization: `Basic ${Buffer.from(
            `${WRITER.username}:${WRITER.password}`,
          ).toString('base64')}`,
        },
        body: `${action}\n${document}\n`,
      });
      expect(await response.json()).toMatchObject({
        errors: false,
        items: [{ create: { status: 201, _id: anEvent(77).id } }],
      });
    });
  },
);
