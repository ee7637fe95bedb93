import type {
  DefaultApiClient,
  ListComponentDevices,
  ListComponents,
  ListOwnAdvisories,
  OwnAdvisoryContent,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ComponentRequests } from './ComponentRequests';
import { readAnswer } from './readAnswer';

/** Asks the backend about components and advisories written by hand. */
export class ComponentClient implements ComponentRequests {
  readonly #client: DefaultApiClient;

  static create(options: { client: DefaultApiClient }) {
    return new ComponentClient(options.client);
  }

  private constructor(client: DefaultApiClient) {
    this.#client = client;
  }

  async list(query: ListComponents['query']) {
    return readAnswer(await this.#client.listComponents({ query }));
  }

  async listDevices(componentId: string, query: ListComponentDevices['query']) {
    return readAnswer(
      await this.#client.listComponentDevices({ path: { componentId }, query }),
    );
  }

  async listAdvisories(query: ListOwnAdvisories['query']) {
    return readAnswer(await this.#client.listOwnAdvisories({ query }));
  }

  async previewAdvisory(body: OwnAdvisoryContent) {
    return readAnswer(await this.#client.previewOwnAdvisory({ body }));
  }

  async createAdvisory(body: OwnAdvisoryContent) {
    return readAnswer(await this.#client.createOwnAdvisory({ body }));
  }

  async updateAdvisory(advisoryId: string, body: OwnAdvisoryContent) {
    return readAnswer(
      await this.#client.updateOwnAdvisory({ path: { advisoryId }, body }),
    );
  }

  async withdrawAdvisory(advisoryId: string) {
    return readAnswer(
      await this.#client.withdrawOwnAdvisory({ path: { advisoryId } }),
    );
  }
}
