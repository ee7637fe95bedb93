import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  DefaultApiClient,
  type ListAnomalies,
  type ListDelivery,
  type ListDevices,
  type ListFindings,
  type ListQuarantine,
  type ListTasks,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { PatchRiskApi } from './PatchRiskApi';

/** What the generated client returns, reduced to what is read here. */
type Answer<T> = Response | (Omit<Response, 'json'> & { json(): Promise<T> });

/**
 * Asks the backend through the client generated from its OpenAPI description.
 *
 * @public
 */
export class PatchRiskClient implements PatchRiskApi {
  readonly #client: DefaultApiClient;

  static create(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    return new PatchRiskClient(new DefaultApiClient(options));
  }

  private constructor(client: DefaultApiClient) {
    this.#client = client;
  }

  async getStatus() {
    return this.#read(await this.#client.getStatus({}));
  }

  async listDevices(query: ListDevices['query']) {
    return this.#read(await this.#client.listDevices({ query }));
  }

  async getDevice(entityRef: string) {
    return this.#read(
      await this.#client.getDevice({ path: parseEntityRef(entityRef) }),
    );
  }

  async getAssessment(entityRef: string) {
    return this.#read(
      await this.#client.getAssessment({ path: parseEntityRef(entityRef) }),
    );
  }

  async getHistory(entityRef: string) {
    return this.#read(
      await this.#client.getHistory({ path: parseEntityRef(entityRef) }),
    );
  }

  async getRollUp(entityRef: string) {
    return this.#read(
      await this.#client.getRollUp({ path: parseEntityRef(entityRef) }),
    );
  }

  async listFindings(query: ListFindings['query']) {
    return this.#read(await this.#client.listFindings({ query }));
  }

  async listTasks(query: ListTasks['query']) {
    return this.#read(await this.#client.listTasks({ query }));
  }

  async listAnomalies(query: ListAnomalies['query']) {
    return this.#read(await this.#client.listAnomalies({ query }));
  }

  async refreshFeed(feedId: string) {
    return this.#read(await this.#client.refreshFeed({ path: { feedId } }));
  }

  async listQuarantine(feedId: string, query: ListQuarantine['query']) {
    return this.#read(
      await this.#client.listQuarantine({ path: { feedId }, query }),
    );
  }

  async listDelivery(query: ListDelivery['query']) {
    return this.#read(await this.#client.listDelivery({ query }));
  }

  async replayDelivery(itemId: string) {
    return this.#read(await this.#client.replayDelivery({ path: { itemId } }));
  }

  async #read<T>(answer: Answer<T>): Promise<T> {
    if (!answer.ok) {
      throw await ResponseError.fromResponse(answer);
    }
    return answer.json();
  }
}
