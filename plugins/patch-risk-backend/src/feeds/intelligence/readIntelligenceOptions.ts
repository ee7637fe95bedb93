import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readFeedOptions } from '../readFeedOptions';
import type { IntelligenceOptions } from './IntelligenceOptions';
import { readTlpLabels } from './readTlpLabels';
import { readTrust } from './readTrust';

/**
 * Reads what all sources of threat intelligence have in common, from an item of `patchRisk.feeds.stix` or `.misp`.
 *
 * @param config - the item
 * @param key - its key, for errors
 * @throws InputError that names the key, its value and what to write
 */
export function readIntelligenceOptions(
  config: Config,
  key: string,
): IntelligenceOptions {
  const id = config.getString('id');
  if (!/^[a-z0-9][a-z0-9-]{0,50}$/.test(id)) {
    throw new InputError(
      `Config ${key}.id is '${id}'; write up to 51 lower-case letters, digits and hyphens, beginning with a letter or digit`,
    );
  }
  // Read here too, so that a wrong one ends the start.
  readTrust(config, key);
  return {
    ...readFeedOptions(config, { key, staleAfterDays: 3 }),
    id,
    title: config.getOptionalString('title'),
    tlp: readTlpLabels(config, {
      key,
      fallback: ['CLEAR', 'GREEN', 'AMBER'],
    }),
  };
}
