import type {
  Assessment,
  GetDevice200Response,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { Alert, Flex, Text } from '@backstage/ui';
import { useTranslation } from '../../hooks/useTranslation';
import { Fact } from '../common/Fact';
import { NextStepLine } from '../common/NextStepLine';
import { NotAssessed } from '../common/NotAssessed';
import { ScoreSummary } from '../common/ScoreSummary';
import { DataDates } from './DataDates';
import { HygieneNote } from './HygieneNote';
import { RiskDrivers } from './RiskDrivers';

/** Score, drivers and next step of one device. */
export function DeviceRisk(props: {
  device: GetDevice200Response & { assessment: Assessment };
}) {
  const { summary, assessment, problems } = props.device;
  const { t } = useTranslation();
  const isAssessed =
    assessment.state === 'assessed' && assessment.index !== undefined;
  const advised = [...assessment.groups].sort(
    (one, other) => other.share - one.share,
  )[0]?.decision;
  return (
    <Flex direction="column" gap="5">
      {isAssessed && assessment.index !== undefined ? (
        <>
          <ScoreSummary
            index={assessment.index}
            interval={assessment.interval}
            band={assessment.band}
            probability={assessment.probability}
            planIndex={assessment.planIndex}
            isExploited={summary.exploitedCount > 0}
          />
          <RiskDrivers assessment={assessment} />
        </>
      ) : (
        <NotAssessed reason={assessment.reason ?? summary.reason} />
      )}
      {(isAssessed || summary.nextStep) && (
        <Fact label={t('deviceCard.nextStep')}>
          <NextStepLine step={summary.nextStep} decision={advised} />
        </Fact>
      )}
      {problems.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('deviceCard.problems', { count: problems.length })}
        />
      )}
      <Flex direction="column" gap="0.5">
        <Text variant="body-small" color="secondary">
          {[
            t('deviceCard.openTasks', { count: summary.openTaskCount }),
            t('deviceCard.anomalies', { count: summary.openAnomalyCount }),
          ].join(' · ')}
        </Text>
        <HygieneNote entityRef={summary.entityRef} />
        <DataDates assessment={assessment} />
      </Flex>
    </Flex>
  );
}
