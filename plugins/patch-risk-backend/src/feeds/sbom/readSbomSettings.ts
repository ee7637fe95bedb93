import { resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Where bills of materials are read from. */
export interface SbomSettings {
  /** Absolute paths. */
  directories: string[];
  /** Whether the URLs that devices refer to are fetched. */
  references: boolean;
}

/**
 * Reads `directories` and `references` of `patchRisk.feeds.sbom`.
 *
 * @throws InputError that names the key, its value and what to write
 */
export function readSbomSettings(config: Config, key: string): SbomSettings {
  const directories = config.getOptionalStringArray('directories') ?? [];
  const references = config.getOptionalBoolean('references') ?? true;
  const empty = directories.find(directory => directory.trim() === '');
  if (empty !== undefined) {
    throw new InputError(
      `Config ${key}.directories holds '${empty}'; write the path of a directory`,
    );
  }
  if (directories.length === 0 && !references) {
    throw new InputError(
      `Config ${key} has no directories, and references is false: nothing would be read; set one of them, or leave ${key} out`,
    );
  }
  return { directories: directories.map(path => resolve(path)), references };
}
