/**
 * An address as it may be shown and logged: without user, password, query and fragment, any of
 * which may hold a secret.
 */
export function redactUrl(address: string | URL): string {
  if (typeof address === 'string' && !URL.canParse(address)) {
    return 'an address that is no URL';
  }
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname}`;
}
