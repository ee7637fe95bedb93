/** `simatic s7-1500 firmware` is the firmware of what vendors call `SIMATIC S7-1500`. */
export function bareProduct(product: string): string {
  return product.replace(/ (?:firmware|bios|uefi)$/, '');
}
