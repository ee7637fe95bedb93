import type {
  AuthService,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  DefaultApiClient,
  type ManagedDevice as ToldDevice,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import type { ManagedDevices } from './ManagedDevices';
import type { ManagedPage } from './ManagedPage';

function readItem(told: ToldDevice): ManagedPage['items'][number] {
  const { key, revision, removed, addresses, formerKeys, ...fields } = told;
  return {
    key,
    revision,
    device: removed
      ? undefined
      : {
          ...fields,
          key,
          aliases: formerKeys,
          macs: addresses?.macs ?? [],
          ips: addresses?.ips ?? [],
          hostnames: addresses?.hostnames ?? [],
        },
  };
}

/** Reads the managed devices of the plugin `patch-risk`, in the name of the catalog. */
export class PatchRiskManagedDevices implements ManagedDevices {
  readonly #auth: AuthService;
  readonly #client: DefaultApiClient;

  private constructor(auth: AuthService, discovery: DiscoveryService) {
    this.#auth = auth;
    this.#client = new DefaultApiClient({ discoveryApi: discovery });
  }

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): PatchRiskManagedDevices {
    return new PatchRiskManagedDevices(options.auth, options.discovery);
  }

  /** @throws ResponseError when the plugin does not answer with a page */
  async read(options: { after: number; limit: number }): Promise<ManagedPage> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'patch-risk',
    });
    const response = await this.#client.listManagedDevices(
      { query: options },
      { token },
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response as never);
    }
    const page = await response.json();
    return {
      items: page.items.map(readItem),
      next: page.next,
      hasMore: page.hasMore,
    };
  }
}
