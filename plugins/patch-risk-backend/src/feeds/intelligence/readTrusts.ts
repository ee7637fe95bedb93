import type { Config } from '@backstage/config';
import { readTrust } from './readTrust';

/**
 * The trust in each source of threat intelligence, by feed id.
 *
 * @throws InputError
 */
export function readTrusts(config: Config): Record<string, number> {
  const trusts: Record<string, number> = {};
  for (const kind of ['stix', 'misp']) {
    const key = `patchRisk.feeds.${kind}`;
    const items = config.getOptionalConfigArray(key) ?? [];
    for (const [index, item] of items.entries()) {
      trusts[`${kind}-${item.getString('id')}`] = readTrust(
        item,
        `${key}[${index}]`,
      );
    }
  }
  return trusts;
}
