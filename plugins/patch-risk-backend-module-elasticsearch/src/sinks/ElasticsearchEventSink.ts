import type { LoggerService } from '@backstage/backend-plugin-api';
import { Client } from '@elastic/elasticsearch';
import type {
  EventResult,
  EventSink,
  OutboundEvent,
  SinkCallOptions,
  SinkDescription,
} from '@patch-risk/backstage-plugin-patch-risk-node';
import { readFileSync } from 'node:fs';
import type { ElasticsearchSettings } from '../config/ElasticsearchSettings';
import { bulkLines } from '../documents/bulkLines';
import { TemplateInstaller } from '../templates/TemplateInstaller';
import { BulkSender } from './BulkSender';
import { classifyFailure } from './classifyFailure';

type ClusterSettings = Extract<ElasticsearchSettings, { kind: 'cluster' }>;

/**
 * Appends events to the data streams `logs-patchrisk.*`. Nothing is asked of the cluster before the first event, so a
 * cluster that is down delays events and nothing else.
 */
export class ElasticsearchEventSink implements EventSink {
  readonly id = 'elasticsearch';
  readonly batchSize: number;
  readonly #settings: ClusterSettings;
  readonly #client: Client;
  readonly #sender: BulkSender;
  readonly #templates: TemplateInstaller;
  #isSetUp: boolean;

  private constructor(options: {
    settings: ClusterSettings;
    client: Client;
    logger: LoggerService;
  }) {
    const { client, logger, settings } = options;
    this.batchSize = settings.batchSize;
    this.#settings = settings;
    this.#client = client;
    this.#sender = BulkSender.create({ client });
    this.#templates = TemplateInstaller.create({ client, logger });
    this.#isSetUp = !settings.setUpTemplates;
  }

  static create(options: {
    settings: ClusterSettings;
    logger: LoggerService;
  }): ElasticsearchEventSink {
    const { settings, logger } = options;
    const client = new Client({
      nodes: settings.nodes,
      auth: settings.auth,
      requestTimeout: settings.requestTimeoutMs,
      // The outbox decides when to try again; two of them would multiply.
      maxRetries: 0,
      ...(settings.caFile && { tls: { ca: readFileSync(settings.caFile) } }),
    });
    return new ElasticsearchEventSink({ settings, client, logger });
  }

  describe(): SinkDescription {
    return {
      title: 'Elasticsearch',
      target: `${this.#settings.nodes.join(
        ', ',
      )}, data streams logs-patchrisk.*-${this.#settings.namespace}`,
      standIn: false,
    };
  }

  async deliver(
    events: OutboundEvent[],
    options: SinkCallOptions,
  ): Promise<EventResult[]> {
    if (!this.#isSetUp) {
      try {
        await this.#templates.install(options);
        this.#isSetUp = true;
      } catch (error) {
        const { reason } = classifyFailure(error);
        return events.map(() => ({
          outcome: 'retry',
          reason: `The templates could not be installed. ${reason}`,
        }));
      }
    }
    return await this.#sender.send(
      events.map(event =>
        bulkLines({ event, namespace: this.#settings.namespace }),
      ),
      options,
    );
  }

  async close(): Promise<void> {
    await this.#client.close();
  }
}
