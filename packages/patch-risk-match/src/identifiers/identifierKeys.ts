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

/** `openssl` of `openssl@3.0.11-1` and of `openssl-3.0.7-27.el9.src.rpm`. */
function sourceName(upstream: string): string {
  return upstream.replace(/@.*$/, '').replace(/-[^-]+-[^-]+\.src\.rpm$/, '');
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
    const place = `pkg:${url.type}/${url.namespace ?? ''}`;
    keys.push(`${place}/${url.name}`);
    // Distributions advise on the package that others were built from.
    const source = url.upstream && sourceName(url.upstream);
    if (source && source !== url.name) keys.push(`${place}/${source}`);
  }
  return keys;
}
