import type { LoggerService } from '@backstage/backend-plugin-api';
import { errors, type Client } from '@elastic/elasticsearch';
import { TEMPLATE_VERSION, templates } from './templates';

// Two wordings: of Elasticsearch 8 and 9, and of older ones.
const MISSING_TYPE = /(?:The mapper type|No handler for type) \[([a-z_]+)\]/;

/**
 * Puts the templates into the cluster, once. Safe to repeat and to run from several replicas: an equal or newer version
 * stays. Without the right to do so it says once what an administrator has to do, and events are sent all the same.
 */
export class TemplateInstaller {
  readonly #client: Client;
  readonly #logger: LoggerService;

  private constructor(options: { client: Client; logger: LoggerService }) {
    this.#client = options.client;
    this.#logger = options.logger;
  }

  static create(options: { client: Client; logger: LoggerService }) {
    return new TemplateInstaller(options);
  }

  /** Throws the client's errors when the cluster cannot be reached or refuses the templates. */
  async install(options: { signal: AbortSignal }): Promise<void> {
    try {
      const installed = await this.#installedVersion(options);
      if (installed !== undefined && installed >= TEMPLATE_VERSION) {
        return;
      }
      await this.#put(options);
      this.#logger.info('Installed the Elasticsearch templates', {
        version: TEMPLATE_VERSION,
        replaced: installed ?? 'none',
      });
    } catch (error) {
      const status =
        error instanceof errors.ResponseError ? error.statusCode : undefined;
      if (status !== 403) {
        throw error;
      }
      this.#logger.warn(
        'The Elasticsearch account may not manage index templates: an administrator has to install them, see the README of the module',
        { key: 'patchRisk.elasticsearch.setUpTemplates' },
      );
    }
  }

  async #installedVersion(options: {
    signal: AbortSignal;
  }): Promise<number | undefined> {
    const { name } = templates({ plainTypes: false }).index;
    const answer = await this.#client.indices.getIndexTemplate(
      { name },
      { ...options, ignore: [404] },
    );
    return answer.index_templates?.[0]?.index_template.version;
  }

  async #put(options: { signal: AbortSignal }): Promise<void> {
    try {
      await this.#putAll({ ...options, plainTypes: false });
    } catch (error) {
      const type =
        error instanceof errors.ResponseError &&
        MISSING_TYPE.exec(JSON.stringify(error.body))?.[1];
      if (!type) {
        throw error;
      }
      this.#logger.warn(
        'This Elasticsearch lacks a mapping type: the templates use plain types instead',
        { type },
      );
      await this.#putAll({ ...options, plainTypes: true });
    }
  }

  async #putAll(options: {
    signal: AbortSignal;
    plainTypes: boolean;
  }): Promise<void> {
    const { components, index } = templates(options);
    const { signal } = options;
    for (const component of components) {
      await this.#client.cluster.putComponentTemplate(component, { signal });
    }
    // Last, so that its version stands for the whole set.
    await this.#client.indices.putIndexTemplate(index, { signal });
  }
}
