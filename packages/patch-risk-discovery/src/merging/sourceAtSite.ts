/** Key of a source at a site; sources at different sites are watched apart. */
export function sourceAtSite(seen: { source: string; site?: string }): string {
  return JSON.stringify([seen.source, seen.site ?? '']);
}
