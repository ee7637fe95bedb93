import { Text } from '@backstage/ui';
import type { forecastWeeks } from '../../format/forecastWeeks';
import { formatProbability } from '../../format/formatProbability';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';

type ForecastWeek = ReturnType<typeof forecastWeeks>[number];
type ForecastRow = ForecastWeek & { id: string };

/** The forecast, week by week. */
export function ForecastTable(props: { weeks: ForecastWeek[] }) {
  const { t } = useTranslation();
  const column = (id: Exclude<keyof ForecastWeek, 'week'>, label: string) => ({
    id,
    label,
    isNumber: true,
    cell: (week: ForecastRow) => {
      const probability = week[id];
      return (
        <Text>
          {probability === undefined
            ? t('unknown')
            : formatProbability(probability)}
        </Text>
      );
    },
  });
  return (
    <DataTable<ForecastRow>
      label={t('tab.forecast.title')}
      isTall
      items={props.weeks.map(week => ({ ...week, id: String(week.week) }))}
      columns={[
        {
          id: 'week',
          label: t('tab.forecast.week'),
          isRowHeader: true,
          cell: ({ week }) => <Text>{week}</Text>,
        },
        column('fixProbability', t('tab.forecast.fix')),
        column('openWaitProbability', t('tab.forecast.openWait')),
        column('openPlanProbability', t('tab.forecast.openPlan')),
        column('exploitedProbability', t('tab.forecast.exploited')),
      ]}
    />
  );
}
