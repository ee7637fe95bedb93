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
const EPSS = /^epss of (.+)$/;

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
      const epss = EPSS.exec(input)?.[1];
      return epss ? t('tab.inputs.epss', { cve: epss }) : input;
    },
    [t],
  );
}
