import type { AssessmentGroup } from '@patch-risk/backstage-plugin-patch-risk-common';
import { useTranslation } from './useTranslation';
import { formatCount } from '../format/formatCount';

/** The forecast of a fix group's fix in a sentence. */
export function useFixForecastText(group: AssessmentGroup): string {
  const { t } = useTranslation();
  const forecast = group.fixForecast;
  if (
    group.remediationState === 'available' ||
    forecast?.basis === 'available'
  ) {
    return t('tab.forecast.fixAvailable');
  }
  if (forecast?.abstained !== undefined) {
    return t('tab.forecast.abstained', { reason: forecast.abstained });
  }
  if (forecast?.medianDays === undefined) {
    return '';
  }
  const days = formatCount(forecast.medianDays);
  if (
    forecast.lower80Days === undefined ||
    forecast.upper80Days === undefined
  ) {
    return t('tab.forecast.fixMedian', { days });
  }
  return t('tab.forecast.fixMedianRange', {
    days,
    low: formatCount(forecast.lower80Days),
    high: formatCount(forecast.upper80Days),
  });
}
