import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { ConfigurationSettings } from './ConfigurationSettings';

const ROOT = 'patchRisk.configuration';
const MOST_PATTERNS = 100;

function readCount(
  config: Config,
  name: string,
  range: { default: number; least: number; most: number },
): number {
  const value: unknown = config.getOptional(`${ROOT}.${name}`) ?? range.default;
  const count = typeof value === 'string' ? Number(value) : value;
  if (
    typeof count !== 'number' ||
    !Number.isInteger(count) ||
    count < range.least ||
    count > range.most
  ) {
    throw new InputError(
      `${ROOT}.${name}: ${JSON.stringify(value)} is not a whole number from ${
        range.least
      } to ${range.most}; leave it out for ${range.default}`,
    );
  }
  return count;
}

function readPatterns(config: Config, name: string): string[] {
  const value: unknown = config.getOptional(`${ROOT}.${name}`) ?? [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (!Array.isArray(value) || list.length > MOST_PATTERNS) {
    throw new InputError(
      `${ROOT}.${name}: ${JSON.stringify(
        value,
      )} is no list of at most ${MOST_PATTERNS} patterns; write one`,
    );
  }
  return list.map((pattern, i) => {
    try {
      if (typeof pattern !== 'string' || new RegExp(pattern).test('')) {
        throw new SyntaxError('it matches nothing, or any line');
      }
      return pattern;
    } catch {
      throw new InputError(
        `${ROOT}.${name}[${i}]: ${JSON.stringify(
          pattern,
        )} is no regular expression that matches something; write one`,
      );
    }
  });
}

/**
 * Reads `patchRisk.configuration`.
 *
 * @throws InputError naming the key, its value and what to write instead; never the digest key
 */
export function readConfigurationSettings(
  config: Config,
): ConfigurationSettings {
  const digestKey: unknown = config.getOptional(`${ROOT}.digestKey`);
  if (
    digestKey !== undefined &&
    (typeof digestKey !== 'string' || digestKey.length < 16)
  ) {
    throw new InputError(
      `${ROOT}.digestKey: the value is a secret and not shown; write a text of at least 16 characters, or leave it out`,
    );
  }
  const path: unknown = config.getOptional(`${ROOT}.path`);
  if (path !== undefined && (typeof path !== 'string' || path === '')) {
    throw new InputError(
      `${ROOT}.path: ${JSON.stringify(
        path,
      )} is no path of a directory; write one, or leave it out`,
    );
  }
  return {
    path: path as string | undefined,
    maxBytes: readCount(config, 'maxBytes', {
      default: 4 * 1024 * 1024,
      least: 1_024,
      most: 16 * 1024 * 1024,
    }),
    keepSnapshots: readCount(config, 'keepSnapshots', {
      default: 20,
      least: 2,
      most: 500,
    }),
    digestKey: digestKey as string | undefined,
    mask: readPatterns(config, 'mask'),
    ignore: readPatterns(config, 'ignore'),
  };
}
