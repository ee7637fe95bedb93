import { useCallback } from 'react';
import { useTranslation } from './useTranslation';

const KNOWN = {
  exposure: 'exposure',
  purdueLevel: 'purdueLevel',
  securityLevel: 'securityLevel',
  control: 'control',
  recentAnomaly: 'recentAnomaly',
  attackVector: 'attackVector',
  cvssImpact: 'cvssImpact',
  criticality: 'criticality',
  safety: 'safety',
  deployment: 'deployment',
  plan: 'plan',
  planSuccess: 'planSuccess',
  findings: 'findings',
  serviceLevel: 'serviceLevel',
} as const;

const SPREAD = /^spread of (hazard|reach|delay|impact)$/;
const EXPLOITATION = /^exploitation of (.+)$/;
const OF_VULNERABILITY = [
  [/^epss of (.+)$/, 'epss'],
  [/^basis of the forecast of (.+)$/, 'basis'],
  [/^SSVC of (.+)$/, 'ssvc'],
  [/^exploit code for (.+)$/, 'exploitCode'],
] as const;

/** Names an input of the score in words; an input of another name is shown as it is. */
export function useInputText(): (input: string) => string {
  const { t } = useTranslation();
  return useCallback(
    (input: string) => {
      if (input in KNOWN) {
        return t(`tab.inputs.name.${KNOWN[input as keyof typeof KNOWN]}`);
      }
      const spread = SPREAD.exec(input)?.[1];
      if (spread) {
        return t(
          `tab.inputs.spread.${
            spread as 'hazard' | 'reach' | 'delay' | 'impact'
          }`,
        );
      }
      const exploitation = EXPLOITATION.exec(input)?.[1];
      if (exploitation) {
        return t('tab.inputs.exploitation', { cve: exploitation });
      }
      for (const [pattern, name] of OF_VULNERABILITY) {
        const cve = pattern.exec(input)?.[1];
        if (cve) {
          return t(`tab.inputs.${name}`, { cve });
        }
      }
      return input;
    },
    [t],
  );
}
