import type { AssessmentPoint } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Text } from '@backstage/ui';
import { DateTime } from 'luxon';
import {
  CartesianGrid,
  Line,
  LineChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatIndex } from '../../format/formatIndex';
import { formatInstant } from '../../format/formatInstant';
import { formatProbability } from '../../format/formatProbability';
import { useTranslation } from '../../hooks/useTranslation';
import { ChartFrame } from '../common/ChartFrame';
import { chartColors } from '../common/chartColors';
import { chartTooltip } from '../common/chartTooltip';
import { DataTable } from '../common/DataTable';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The index over time; while a device is not assessed the line has a gap. */
export function HistoryChart(props: { points: AssessmentPoint[] }) {
  const { t } = useTranslation();
  const points = [...props.points].sort((one, other) =>
    one.at.localeCompare(other.at),
  );
  const span =
    Date.parse(points.at(-1)?.at ?? '') - Date.parse(points[0]?.at ?? '');
  const isShort = span < 3 * DAY_MS;
  return (
    <ChartFrame
      name={t('tab.history.chartName')}
      caption={t('tab.history.caption', { zone: DateTime.local().zoneName })}
      height={220}
      chart={
        <LineChart
          data={points.map(point => ({
            at: Date.parse(point.at),
            index: point.index,
          }))}
          margin={{ left: 0, right: 32, top: 8, bottom: 4 }}
        >
          <CartesianGrid vertical={false} stroke={chartColors.grid} />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={['dataMin', 'dataMax']}
            tickCount={4}
            stroke={chartColors.text}
            tickFormatter={at =>
              DateTime.fromMillis(Number(at)).toLocaleString({
                month: 'short',
                day: 'numeric',
                ...(isShort && { hour: 'numeric', minute: '2-digit' }),
              })
            }
          />
          <YAxis
            domain={[0, 100]}
            ticks={[0, 25, 50, 75, 100]}
            width={40}
            stroke={chartColors.text}
          />
          <Tooltip
            {...chartTooltip}
            formatter={value => [
              Math.round(Number(value)),
              t('tab.history.index'),
            ]}
            labelFormatter={at =>
              formatInstant(new Date(Number(at)).toISOString())
            }
          />
          <Line
            type="stepAfter"
            dataKey="index"
            dot={{ r: 3, fill: chartColors.blue }}
            strokeWidth={2}
            isAnimationActive={false}
            stroke={chartColors.blue}
          />
        </LineChart>
      }
      table={
        <DataTable
          label={t('tab.history.title')}
          isTall
          items={[...points].reverse().map((point, position) => ({
            ...point,
            id: `${point.at} ${position}`,
          }))}
          columns={[
            {
              id: 'at',
              label: t('tab.history.at'),
              isRowHeader: true,
              cell: ({ at }) => <Text>{formatInstant(at)}</Text>,
            },
            {
              id: 'index',
              label: t('tab.history.index'),
              isNumber: true,
              cell: ({ index }) => (
                <Text>
                  {index === undefined
                    ? t('notAssessed.title')
                    : formatIndex(index)}
                </Text>
              ),
            },
            {
              id: 'chance',
              label: t('tab.history.chance'),
              isNumber: true,
              cell: ({ probability }) => (
                <Text>
                  {probability === undefined
                    ? ''
                    : formatProbability(probability)}
                </Text>
              ),
            },
            {
              id: 'cause',
              label: t('tab.history.cause'),
              cell: ({ cause }) => <Text>{cause}</Text>,
            },
          ]}
        />
      }
    />
  );
}
