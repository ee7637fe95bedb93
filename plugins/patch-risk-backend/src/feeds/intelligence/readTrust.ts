import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * How far a source is believed: the chance that exploitation has begun when the source says so and is sure of it.
 *
 * @returns in [0, 1]; 0 where config says nothing, so that nothing moves a score by merely being configured
 * @throws InputError
 */
export function readTrust(config: Config, key: string): number {
  const trust = config.getOptionalNumber('trust') ?? 0;
  if (!(trust >= 0 && trust <= 1)) {
    throw new InputError(
      `Config ${key}.trust is ${trust}; write a number from 0 (shown, and no score uses it) to 1 (believed like CISA's catalogue)`,
    );
  }
  return trust;
}
