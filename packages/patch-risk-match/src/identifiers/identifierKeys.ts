import { parseCpe } from './parseCpe';
import { parsePurl } from './parsePurl';

/**
 * Identifiers of a product, as an advisory or an inventory gives them.
 *
 * @public
 */
export interface ProductIdentifiers {
  cpe?: string;
  purl?: string;
}

/**
 * Texts under which identifiers of the same product meet: equal for a CPE and a package URL of any
 * version of it.
 *
 * @public
 */
export function identifierKeys({ cpe, purl }: ProductIdentifiers): string[] {
  const keys: string[] = [];
  const name = cpe === undefined ? undefined : parseCpe(cpe);
  if (name) keys.push(`cpe:${name.part}:${name.vendor}:${name.product}`);
  const url = purl === undefined ? undefined : parsePurl(purl);
  if (url) {
    keys.push(`pkg:${url.type}/${url.namespace ?? ''}/${url.name}`);
  }
  return keys;
}
