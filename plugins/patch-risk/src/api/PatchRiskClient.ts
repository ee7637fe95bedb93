import { parseEntityRef } from '@backstage/catalog-model';
import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import {
  DefaultApiClient,
  type ListAnomalies,
  type ListDelivery,
  type ListDevices,
  type ListFindings,
  type ListHygiene,
  type ListQuarantine,
  type ListTasks,
  type SuppressFindingRequest,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { ComponentClient } from './ComponentClient';
import type { ComponentRequests } from './ComponentRequests';
import type { DiscoveryRequests } from './DiscoveryRequests';
import { DeviceStateClient } from './DeviceStateClient';
import type { DeviceStateRequests } from './DeviceStateRequests';
import { DiscoveryClient } from './DiscoveryClient';
import type { PatchRiskApi } from './PatchRiskApi';
import { readAnswer } from './readAnswer';

/**
 * Asks the backend through the client generated from its OpenAPI description.
 *
 * @public
 */
export class PatchRiskClient implements PatchRiskApi {
  readonly #client: DefaultApiClient;

  readonly components: ComponentRequests;
  readonly states: DeviceStateRequests;
  readonly discovery: DiscoveryRequests;

  static create(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    return new PatchRiskClient(options);
  }

  private constructor(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }) {
    const client = new DefaultApiClient(options);
    this.#client = client;
    this.components = ComponentClient.create({ client });
    this.states = DeviceStateClient.create({ client });
    this.discovery = DiscoveryClient.create({ ...options, client });
  }

  async getStatus() {
    return readAnswer(await this.#client.getStatus({}));
  }

  async listDevices(query: ListDevices['query']) {
    return readAnswer(await this.#client.listDevices({ query }));
  }

  async getDevice(entityRef: string) {
    return readAnswer(
      await this.#client.getDevice({ path: parseEntityRef(entityRef) }),
    );
  }

  async getAssessment(entityRef: string) {
    return readAnswer(
      await this.#client.getAssessment({ path: parseEntityRef(entityRef) }),
    );
  }

  async getHistory(entityRef: string) {
    return readAnswer(
      await this.#client.getHistory({ path: parseEntityRef(entityRef) }),
    );
  }

  async getRollUp(entityRef: string) {
    return readAnswer(
      await this.#client.getRollUp({ path: parseEntityRef(entityRef) }),
    );
  }

  async listFindings(query: ListFindings['query']) {
    return readAnswer(await this.#client.listFindings({ query }));
  }

  async getFindingHistory(findingId: string) {
    return readAnswer(
      await this.#client.getFindingHistory({ path: { findingId } }),
    );
  }

  async suppressFinding(findingId: string, decision: SuppressFindingRequest) {
    return readAnswer(
      await this.#client.suppressFinding({
        path: { findingId },
        body: decision,
      }),
    );
  }

  async unsuppressFinding(findingId: string) {
    return readAnswer(
      await this.#client.unsuppressFinding({ path: { findingId } }),
    );
  }

  async listHygiene(query: ListHygiene['query']) {
    return readAnswer(await this.#client.listHygiene({ query }));
  }

  async listTasks(query: ListTasks['query']) {
    return readAnswer(await this.#client.listTasks({ query }));
  }

  async listAnomalies(query: ListAnomalies['query']) {
    return readAnswer(await this.#client.listAnomalies({ query }));
  }

  async refreshFeed(feedId: string) {
    return readAnswer(await this.#client.refreshFeed({ path: { feedId } }));
  }

  async listQuarantine(feedId: string, query: ListQuarantine['query']) {
    return readAnswer(
      await this.#client.listQuarantine({ path: { feedId }, query }),
    );
  }

  async listDelivery(query: ListDelivery['query']) {
    return readAnswer(await this.#client.listDelivery({ query }));
  }

  async replayDelivery(itemId: string) {
    return readAnswer(await this.#client.replayDelivery({ path: { itemId } }));
  }
}
