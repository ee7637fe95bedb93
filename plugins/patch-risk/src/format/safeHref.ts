/**
 * The address if a browser may follow it, else undefined: links that come from
 * feeds and ticket systems are followed only over http and https.
 */
export function safeHref(address: string | undefined): string | undefined {
  if (address === undefined) {
    return undefined;
  }
  try {
    const { protocol, href } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}
