import { cleanText } from '@patch-risk/match';

/** Product and version at the head of a banner: `nginx/1.18.0 (Ubuntu)`, `OpenSSH_8.2p1 Ubuntu-4`. */
export function splitProduct(
  banner: string,
): { product: string; version?: string } | undefined {
  const text = cleanText(banner.slice(0, 2000), 300);
  const [, product, version] =
    /^([^\s/_(]{1,80}(?: [^\s/_(\d]{1,40}){0,3})[/_ ]v?(\d[\w.+~-]{0,60})/i.exec(
      text,
    ) ?? [];
  if (product !== undefined) {
    return { product, version };
  }
  const [first] = text.split(/[\s/;(]/, 1);
  return first ? { product: first.slice(0, 80) } : undefined;
}
