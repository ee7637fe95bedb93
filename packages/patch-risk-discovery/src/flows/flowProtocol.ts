import { cleanText } from '@patch-risk/match';

/** The name of a protocol in lower case, `ip` where there is none. */
export function flowProtocol(text: string | undefined): string {
  const name = cleanText(text?.slice(0, 100) ?? '', 20).toLowerCase();
  return /^[a-z][\w-]*$/.test(name)
    ? name.replace(/^ipv6-icmp$/, 'icmp')
    : 'ip';
}
