import type { AssessmentGroup } from '@patch-risk/backstage-plugin-patch-risk-common';
import { Text } from '@backstage/ui';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { groupTitle } from '../../format/groupTitle';
import { formatContribution } from '../../format/formatContribution';
import { useTranslation } from '../../hooks/useTranslation';
import { ChartFrame } from '../common/ChartFrame';
import { chartColors } from '../common/chartColors';
import { chartTooltip } from '../common/chartTooltip';
import { FactorTable } from './FactorTable';

const ROW_HEIGHT = 44;

/** The exact contribution of each factor to a fix group's chance × impact. */
export function FactorChart(props: { group: AssessmentGroup }) {
  const { group } = props;
  const { t } = useTranslation();
  const factors = group.factors ?? [];
  if (factors.length === 0) {
    return <Text color="secondary">{t('tab.explanation.empty')}</Text>;
  }
  const rows = factors.map(factor => ({
    ...factor,
    name: t(`tab.explanation.factorName.${factor.factor}`),
  }));
  return (
    <ChartFrame
      name={`${t('tab.explanation.chartName')}: ${groupTitle(group)}`}
      caption={t('tab.explanation.intro')}
      height={rows.length * ROW_HEIGHT + 40}
      table={<FactorTable factors={factors} />}
      chart={
        <BarChart
          data={rows}
          layout="vertical"
          margin={{ left: 8, right: 24, top: 4, bottom: 4 }}
        >
          <CartesianGrid horizontal={false} stroke={chartColors.grid} />
          <XAxis
            type="number"
            stroke={chartColors.text}
            tickFormatter={formatContribution}
            tickCount={4}
          />
          <YAxis
            type="category"
            dataKey="name"
            width={120}
            stroke={chartColors.text}
            tickLine={false}
          />
          <ReferenceLine x={0} stroke={chartColors.text} />
          <Tooltip
            {...chartTooltip}
            formatter={value => [
              formatContribution(Number(value)),
              t('tab.explanation.contribution'),
            ]}
          />
          <Bar dataKey="contribution" isAnimationActive={false} barSize={18}>
            {rows.map(row => (
              <Cell
                key={row.factor}
                fill={
                  row.contribution >= 0 ? chartColors.red : chartColors.green
                }
              />
            ))}
          </Bar>
        </BarChart>
      }
    />
  );
}
