import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readTlp } from './readTlp';
import { TLP_LABELS, type Tlp } from './Tlp';

/**
 * Reads the list `tlp` of a feed.
 *
 * @param options - `key` names the section in errors; `fallback` is taken where there is no list
 * @throws InputError
 */
export function readTlpLabels(
  config: Config,
  options: { key: string; fallback: readonly Tlp[] },
): ReadonlySet<Tlp> {
  const names = config.getOptionalStringArray('tlp');
  return new Set(
    names?.map(name => {
      const label = readTlp(name);
      if (!label) {
        throw new InputError(
          `Config ${
            options.key
          }.tlp holds '${name}'; write some of ${TLP_LABELS.join(', ')}`,
        );
      }
      return label;
    }) ?? options.fallback,
  );
}
