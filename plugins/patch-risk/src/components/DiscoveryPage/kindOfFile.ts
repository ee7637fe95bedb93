import type { DiscoveryImportKind } from '@patch-risk/backstage-plugin-patch-risk-common';

const BY_NAME: [RegExp, DiscoveryImportKind][] = [
  [/\.nessus$/i, 'nessus'],
  [/mud.*\.json$/i, 'mud'],
  [/(?:\.cdx|bom).*\.(?:json|xml)$/i, 'cyclonedx'],
  [/\.xml$/i, 'nmap'],
  [/eve.*\.(?:json|jsonl|log)$/i, 'suricata'],
  [/\.leases?$|dhcp/i, 'dhcp'],
  [/\.(?:csv|tsv|txt)$/i, 'csv'],
  [/\.log$/i, 'zeek'],
  [/\.json$/i, 'json'],
];

/** What a file probably is, by its name; a person may say otherwise. */
export function kindOfFile(name: string): DiscoveryImportKind {
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? 'csv';
}
