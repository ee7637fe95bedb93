import { identifierKeys } from './identifierKeys';
import { nameKey } from './nameKey';

/**
 * Texts under which a component and what is said of it meet: its package URL and CPE without
 * version, its name, and its name with the group that it is unique in.
 *
 * @public
 */
export function componentKeys(component: {
  name: string;
  group?: string;
  cpe?: string;
  purl?: string;
}): string[] {
  const { name, group } = component;
  return [
    ...new Set([
      ...identifierKeys(component),
      nameKey(name),
      ...(group === undefined ? [] : [nameKey(`${group}/${name}`)]),
    ]),
  ];
}
