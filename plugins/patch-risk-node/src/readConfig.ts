import type { Config } from '@backstage/config';
import { InputError, isError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';

/** Keys that hold a secret by their name, wherever they stand. */
const NAMES_SECRET = /(?:apiKey|apiToken|token|password|secret)$/i;

/** The value of a key that may lead through lists, such as `feeds.csaf[0].title`, which Config itself does not read. */
function valueOf(config: Config, key: string): JsonValue | undefined {
  const [first, ...rest] = key.split(/\[(\d+)\]\.?/);
  let value = config.getOptional(first);
  for (const path of rest.filter(part => part !== '')) {
    for (const name of path.split('.')) {
      value = Object(value)[name];
    }
  }
  return value;
}

/**
 * Runs what reads configuration, and explains the errors of Backstage's own readers as ours are: with key, value and
 * remedy.
 *
 * @param config - the root config
 * @param options - `read` does the reading; `secrets` are keys whose value no error may hold
 * @throws InputError; an error that does not tell of a key passes as it is
 *
 * @public
 */
export function readConfig<T>(
  config: Config,
  options: { read: () => T; secrets?: readonly string[] },
): T {
  try {
    return options.read();
  } catch (error) {
    if (!isError(error) || error.name === 'InputError') {
      throw error;
    }
    const key = /(?:for key|at|with prefix) '([^']+)'/.exec(error.message)?.[1];
    if (key === undefined) {
      throw error;
    }
    const wanted = / wanted (\S+)$/.exec(error.message)?.[1];
    const remedy = wanted
      ? `write a value of the type ${wanted}, or leave the key out`
      : `correct it, or leave the key out (${error.message})`;
    const isSecret = options.secrets?.includes(key) || NAMES_SECRET.test(key);
    const said = isSecret
      ? 'the value is a secret and not shown'
      : JSON.stringify(valueOf(config, key));
    // The message of Backstage may hold the value, so a secret's is not repeated.
    throw isSecret
      ? new InputError(
          `${key}: ${said}; write it as ${wanted ?? 'text'}, or leave it out`,
        )
      : new InputError(`${key}: ${said} cannot be read; ${remedy}`, error);
  }
}
