import type { useTranslation } from '../../hooks/useTranslation';

const GROUPS = [
  'calendar',
  'cve',
  'cvss',
  'cwe',
  'own',
  'product',
  'sectors',
  'text',
  'vendor',
  'words',
] as const;

/** What an input of a model is about, in words, with its own name behind: `vendor.records` is about the vendor. */
export function inputWords(
  t: ReturnType<typeof useTranslation>['t'],
  name: string,
): string {
  const group = GROUPS.find(each => name.startsWith(`${each}.`));
  return group ? `${t(`fleet.models.input.${group}`)} (${name})` : name;
}
