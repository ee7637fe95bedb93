import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import type {
  DefaultApiClient,
  DiscoveryDecisionRequest,
  DiscoveryImport,
  DiscoveryMappingPreview,
  ListDiscoveredDevices,
  ListDiscoveryImports,
  ListDiscoveryWorklist,
  PreviewDiscoveryMapping,
  PutDiscoveryMappingRequest,
  StartDiscoveryImport,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { DiscoveryRequests } from './DiscoveryRequests';
import { readAnswer } from './readAnswer';

interface DiscoveryClientOptions {
  client: DefaultApiClient;
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

/** Longer names are refused by the backend. */
const LONGEST_FILE_NAME = 200;

/** Asks the backend about imports and found devices. */
export class DiscoveryClient implements DiscoveryRequests {
  readonly #client: DefaultApiClient;
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  static create(options: DiscoveryClientOptions) {
    return new DiscoveryClient(options);
  }

  private constructor(options: DiscoveryClientOptions) {
    this.#client = options.client;
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async startImport(
    file: File,
    query: Omit<StartDiscoveryImport['query'], 'file'>,
  ) {
    return this.#send<DiscoveryImport>('/discovery/imports', file, query);
  }

  async listImports(query: ListDiscoveryImports['query']) {
    return readAnswer(await this.#client.listDiscoveryImports({ query }));
  }

  async getImport(importId: string) {
    return readAnswer(
      await this.#client.getDiscoveryImport({ path: { importId } }),
    );
  }

  async abortImport(importId: string) {
    return readAnswer(
      await this.#client.abortDiscoveryImport({ path: { importId } }),
    );
  }

  async commitImport(importId: string) {
    return readAnswer(
      await this.#client.commitDiscoveryImport({ path: { importId } }),
    );
  }

  async undoImport(importId: string) {
    return readAnswer(
      await this.#client.undoDiscoveryImport({ path: { importId } }),
    );
  }

  async listMappings() {
    const { items } = await readAnswer(
      await this.#client.listDiscoveryMappings({}),
    );
    return items;
  }

  async previewMapping(
    file: File,
    query: Omit<PreviewDiscoveryMapping['query'], 'file'>,
  ) {
    return this.#send<DiscoveryMappingPreview>(
      '/discovery/mappings/preview',
      file,
      query,
    );
  }

  async saveMapping(name: string, body: PutDiscoveryMappingRequest) {
    return readAnswer(
      await this.#client.putDiscoveryMapping({ path: { name }, body }),
    );
  }

  async listSources() {
    const { items } = await readAnswer(
      await this.#client.listDiscoverySources({}),
    );
    return items;
  }

  async readSource(sourceId: string) {
    return readAnswer(
      await this.#client.readDiscoverySource({ path: { sourceId } }),
    );
  }

  async listDevices(query: ListDiscoveredDevices['query']) {
    return readAnswer(await this.#client.listDiscoveredDevices({ query }));
  }

  async getDevice(key: string) {
    return readAnswer(
      await this.#client.getDiscoveredDevice({ path: { key } }),
    );
  }

  async decide(body: DiscoveryDecisionRequest) {
    const { items } = await readAnswer(
      await this.#client.decideDiscovery({ body }),
    );
    return items;
  }

  async takeBack(decisionId: string) {
    return readAnswer(
      await this.#client.takeBackDiscoveryDecision({ path: { decisionId } }),
    );
  }

  async listWorklist(query: ListDiscoveryWorklist['query']) {
    return readAnswer(await this.#client.listDiscoveryWorklist({ query }));
  }

  /** The generated client sends JSON alone; a file goes out as it is. */
  async #send<T>(path: string, file: File, query: object): Promise<T> {
    const parameters = new URLSearchParams({
      file: file.name.slice(0, LONGEST_FILE_NAME),
    });
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== '') {
        parameters.set(name, String(value));
      }
    }
    const baseUrl = await this.#discoveryApi.getBaseUrl('patch-risk');
    const answer = await this.#fetchApi.fetch(
      `${baseUrl}${path}?${parameters}`,
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: file,
      },
    );
    return readAnswer<T>(answer);
  }
}
