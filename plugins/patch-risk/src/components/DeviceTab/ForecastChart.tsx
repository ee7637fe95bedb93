import type { AssessmentGroup } from '@patch-risk/backstage-plugin-patch-risk-common';
import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { forecastWeeks } from '../../format/forecastWeeks';
import { formatProbability } from '../../format/formatProbability';
import { groupTitle } from '../../format/groupTitle';
import { useFixForecastText } from '../../hooks/useFixForecastText';
import { useTranslation } from '../../hooks/useTranslation';
import { ChartFrame } from '../common/ChartFrame';
import { chartColors } from '../common/chartColors';
import { chartTooltip } from '../common/chartTooltip';
import { ForecastTable } from './ForecastTable';

const TICKS = [1, 13, 26, 39, 52];

/** When a fix exists, how long the device stays open, and when exploitation begins. */
export function ForecastChart(props: { group: AssessmentGroup }) {
  const { group } = props;
  const { t } = useTranslation();
  const caption = [
    useFixForecastText(group),
    group.exploited && t('tab.forecast.exploitationKnown'),
  ]
    .filter(Boolean)
    .join(' ');
  const weeks = forecastWeeks(group);
  const line = { dot: false, strokeWidth: 2, isAnimationActive: false };
  return (
    <ChartFrame
      name={t('tab.forecast.chartName', { group: groupTitle(group) })}
      caption={caption}
      height={260}
      table={<ForecastTable weeks={weeks} />}
      chart={
        <LineChart
          data={weeks}
          margin={{ left: 0, right: 16, top: 8, bottom: 4 }}
        >
          <CartesianGrid vertical={false} stroke={chartColors.grid} />
          <XAxis
            dataKey="week"
            type="number"
            domain={[1, 52]}
            ticks={TICKS}
            stroke={chartColors.text}
            label={{
              value: t('tab.forecast.week'),
              position: 'insideBottomRight',
              offset: -2,
            }}
          />
          <YAxis
            domain={[0, 1]}
            ticks={[0, 0.25, 0.5, 0.75, 1]}
            width={48}
            stroke={chartColors.text}
            tickFormatter={formatProbability}
          />
          <Tooltip
            {...chartTooltip}
            formatter={value => formatProbability(Number(value))}
            labelFormatter={week =>
              t('tab.forecast.weekOf', { week: String(week) })
            }
          />
          <Legend iconType="plainline" itemSorter={null} iconSize={24} />
          <Line
            {...line}
            dataKey="fixProbability"
            name={t('tab.forecast.fix')}
            stroke={chartColors.green}
          />
          <Line
            {...line}
            dataKey="openWaitProbability"
            name={t('tab.forecast.openWait')}
            stroke={chartColors.neutral}
            strokeDasharray="8 4"
          />
          <Line
            {...line}
            dataKey="openPlanProbability"
            name={t('tab.forecast.openPlan')}
            stroke={chartColors.blue}
            strokeDasharray="2 3"
          />
          <Line
            {...line}
            dataKey="exploitedProbability"
            name={t('tab.forecast.exploited')}
            stroke={chartColors.red}
            strokeDasharray="10 3 2 3"
          />
        </LineChart>
      }
    />
  );
}
