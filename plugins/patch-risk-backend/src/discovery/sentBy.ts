import type { BackstageCredentials } from '@backstage/backend-plugin-api';

/** Who is behind a request, for people to read: an entity ref, or the subject of a service. */
export function sentBy(credentials: BackstageCredentials): string {
  const principal = credentials.principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return principal.userEntityRef ?? principal.subject ?? 'unknown';
}
