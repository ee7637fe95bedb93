import { parseArgs } from 'node:util';
import { UsageError } from './UsageError';

/**
 * Reads `--name VALUE` options.
 *
 * @param options - names without dashes: `required` and `optional` take a
 * value, `flags` take none
 * @returns the values by name; a flag that was given is `true`
 * @throws UsageError where an option is unknown, comes twice, lacks its value or is missing
 */
export function readOptions<
  Required extends string = never,
  Optional extends string = never,
  Flag extends string = never,
>(
  commandArguments: readonly string[],
  options: {
    required?: readonly Required[];
    optional?: readonly Optional[];
    flags?: readonly Flag[];
  },
): { [K in Required]: string } & { [K in Optional]?: string } & {
  [K in Flag]?: boolean;
} {
  const { required = [], optional = [], flags = [] } = options;
  const known: Record<string, { type: 'string' | 'boolean'; multiple: true }> =
    {};
  for (const name of [...required, ...optional]) {
    known[name] = { type: 'string', multiple: true };
  }
  for (const name of flags) {
    known[name] = { type: 'boolean', multiple: true };
  }
  let values: Record<string, (string | boolean)[] | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...commandArguments],
      options: known,
      strict: true,
    }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : `${error}`);
  }
  const read: Record<string, string | boolean> = {};
  for (const [name, given] of Object.entries(values)) {
    if (given && given.length > 1) {
      throw new UsageError(`Give --${name} once`);
    }
    if (given?.[0] === '') {
      throw new UsageError(`--${name} needs a value`);
    }
    if (given) {
      read[name] = given[0];
    }
  }
  for (const name of required) {
    if (read[name] === undefined) {
      throw new UsageError(`--${name} is missing`);
    }
  }
  return read as ReturnType<typeof readOptions<Required, Optional, Flag>>;
}
