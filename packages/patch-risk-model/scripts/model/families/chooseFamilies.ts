import { UsageError } from '@internal/command-line';
import type { Family } from './Family';

/**
 * The families that `--only NAME[,NAME…]` names; all without it.
 *
 * @throws UsageError where a name is none of theirs
 */
export function chooseFamilies(
  families: readonly Family[],
  only: string | undefined,
): readonly Family[] {
  if (only === undefined) {
    return families;
  }
  const names = only.split(',').map(name => name.trim());
  for (const name of names) {
    if (!families.some(family => family.name === name)) {
      throw new UsageError(
        `No family '${name}'; there are ${families
          .map(family => family.name)
          .join(', ')}`,
      );
    }
  }
  return families.filter(family => names.includes(family.name));
}
