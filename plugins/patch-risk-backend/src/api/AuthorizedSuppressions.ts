import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type { SuppressionResult } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { DeviceListStore } from '../database/DeviceListStore';
import type { FindingSuppressor } from '../findings/FindingSuppressor';
import type { DeviceAccess } from '../permissions/DeviceAccess';
import type { AuthorizedReads } from './AuthorizedReads';

/** Setting findings aside, for those who may: on their devices, and for a model only where they may on all devices. */
export class AuthorizedSuppressions {
  readonly #options: Parameters<typeof AuthorizedSuppressions.create>[0];

  static create(options: {
    access: DeviceAccess;
    lists: DeviceListStore;
    reads: AuthorizedReads;
    suppressor: FindingSuppressor;
  }) {
    return new AuthorizedSuppressions(options);
  }

  private constructor(
    options: Parameters<typeof AuthorizedSuppressions.create>[0],
  ) {
    this.#options = options;
  }

  /** @throws NotFoundError, NotAllowedError and what the suppressor throws */
  async suppress(
    credentials: BackstageCredentials,
    decision: Parameters<FindingSuppressor['suppress']>[0],
  ): Promise<SuppressionResult> {
    await this.#require(credentials, decision);
    return this.#options.suppressor.suppress(decision);
  }

  /** @throws NotFoundError, NotAllowedError and what the suppressor throws */
  async unsuppress(
    credentials: BackstageCredentials,
    options: { findingId: string; who: string },
  ): Promise<SuppressionResult> {
    const { findingId } = options;
    const { suppressor } = this.#options;
    const scope = (await suppressor.scopeOf(findingId)) ?? 'finding';
    await this.#require(credentials, { findingId, scope });
    return suppressor.unsuppress(options);
  }

  async #require(
    credentials: BackstageCredentials,
    options: { findingId: string; scope: 'finding' | 'model' },
  ): Promise<void> {
    const { access, lists, reads } = this.#options;
    const finding = await reads.visibleFinding(credentials, options.findingId);
    const allowed = await access.suppressibleDevices(credentials);
    if (!allowed) {
      return;
    }
    if (options.scope === 'model') {
      throw new NotAllowedError(
        'You may set findings aside on some devices only; a decision for all devices of a model needs more',
      );
    }
    if (!(await lists.contains({ visible: allowed }, finding.deviceRef))) {
      throw new NotAllowedError(
        `You may not set findings of ${finding.deviceRef} aside`,
      );
    }
  }
}
