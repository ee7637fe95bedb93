import type { MatchEvidence } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useTranslation } from '../../hooks/useTranslation';
import { ExternalLink } from '../common/ExternalLink';
import { FactList } from '../common/FactList';

/** The places in advisories that name this device's product and version. */
export function EvidenceList(props: { evidence: MatchEvidence[] }) {
  const { t } = useTranslation();
  return (
    <>
      {props.evidence.map(evidence => (
        <FactList
          key={`${evidence.advisoryId} ${evidence.productId ?? ''}`}
          facts={[
            [
              t('tab.evidence.advisory'),
              <ExternalLink key="advisory" href={evidence.advisoryUrl}>
                {evidence.advisoryId}
                {evidence.advisoryVersion !== undefined &&
                  `, ${t('tab.evidence.version', {
                    version: evidence.advisoryVersion,
                  })}`}
              </ExternalLink>,
            ],
            [t('tab.evidence.product'), evidence.branchPath.join(' › ')],
            [t('tab.evidence.range'), evidence.range],
            [t('tab.evidence.compared'), evidence.comparedVersion],
            [
              t('tab.evidence.comparison'),
              t(`tab.evidence.comparisonText.${evidence.comparison}`),
            ],
            [t('tab.evidence.vendorMatch'), evidence.vendorMatch],
            [t('tab.evidence.productMatch'), evidence.productMatch],
            [t('suppression.justification'), evidence.justification],
          ]}
        />
      ))}
    </>
  );
}
