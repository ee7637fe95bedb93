import { parseEntityRef } from '@backstage/catalog-model';
import type { DefaultApiClient } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { DeviceStateRequests } from './DeviceStateRequests';
import { readAnswer } from './readAnswer';

/** Asks the backend about reach and configuration of devices. */
export class DeviceStateClient implements DeviceStateRequests {
  readonly #client: DefaultApiClient;

  static create(options: { client: DefaultApiClient }) {
    return new DeviceStateClient(options.client);
  }

  private constructor(client: DefaultApiClient) {
    this.#client = client;
  }

  async getReach(entityRef: string) {
    return readAnswer(
      await this.#client.getReach({ path: parseEntityRef(entityRef) }),
    );
  }

  async getConfiguration(entityRef: string) {
    return readAnswer(
      await this.#client.getConfiguration({ path: parseEntityRef(entityRef) }),
    );
  }

  async getConfigurationDifference(
    entityRef: string,
    query: { from?: string; to?: string },
  ) {
    return readAnswer(
      await this.#client.getConfigurationDifference({
        path: parseEntityRef(entityRef),
        query,
      }),
    );
  }

  async approveConfiguration(
    entityRef: string,
    body: { snapshotId: string; reason: string },
  ) {
    return readAnswer(
      await this.#client.approveConfiguration({
        path: parseEntityRef(entityRef),
        body,
      }),
    );
  }

  async undoConfigurationApproval(entityRef: string, body: { reason: string }) {
    return readAnswer(
      await this.#client.undoConfigurationApproval({
        path: parseEntityRef(entityRef),
        body,
      }),
    );
  }
}
