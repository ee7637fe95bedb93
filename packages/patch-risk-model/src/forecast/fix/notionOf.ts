import type { FixCase } from '../cases/FixCase';

/**
 * Two sources define "a fix" in two ways: the remediations of an advisory
 * (`advisory`), and the advisory's list of affected products, where a product
 * is open as long as no fixed version is named (`productList`).
 */
export type OtFixNotion = 'advisory' | 'productList';

const PRODUCT_KEY = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/**
 * The notion that a case asks for. The product histories name products by a
 * key of lower-case words without signs (`simatic s7 1500`); advisories write
 * the maker's own name. A case with such a key is about the list.
 */
export function notionOf(fixCase: Pick<FixCase, 'product'>): OtFixNotion {
  const product = fixCase.product ?? '';
  return PRODUCT_KEY.test(product) && /[a-z]/.test(product)
    ? 'productList'
    : 'advisory';
}
