import type { DeviceFields } from '@patch-risk/backstage-plugin-patch-risk-common';
import type { GroupInput } from './GroupInput';

/** What closes a group, in words: the update, or else the vulnerabilities. */
export function groupTitle(
  group: GroupInput,
  { vendor, model }: Pick<DeviceFields, 'vendor' | 'model'>,
): { title: string; fix?: string } {
  const { cves, remediation } = group;
  const what = cves.length === 1 ? cves[0] : `${cves.length} vulnerabilities`;
  const product = [vendor, model].filter(Boolean).join(' ') || 'the device';
  const { fixedVersion } = remediation;
  return fixedVersion
    ? {
        title: `Update ${product} to ${fixedVersion}`,
        fix: `${product} ${fixedVersion}`,
      }
    : { title: `${what} in ${product}` };
}
