import type { XmlElement } from './XmlElement';

/** The children with a name, in their order. */
export function childrenOf(
  element: XmlElement | undefined,
  name: string,
): XmlElement[] {
  return element?.children.filter(child => child.name === name) ?? [];
}
