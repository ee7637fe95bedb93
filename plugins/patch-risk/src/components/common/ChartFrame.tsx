import type { ReactElement, ReactNode } from 'react';
import { useState } from 'react';
import { Button, Flex, Text } from '@backstage/ui';
import { RiLineChartLine, RiTable2 } from '@remixicon/react';
import { ResponsiveContainer } from 'recharts';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './ChartFrame.module.css';

/** A named chart that can be read as a table instead. */
export function ChartFrame(props: {
  /** Accessible name. */
  name: string;
  /** What the chart shows, in a sentence. */
  caption?: ReactNode;
  height: number;
  chart: ReactElement;
  table: ReactNode;
}) {
  const { name, caption, height, chart, table } = props;
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  return (
    <figure className={styles.frame} aria-label={name}>
      <Flex direction="column" gap="2">
        <Flex justify="between" align="start" gap="2">
          <Text as="p" color="secondary" variant="body-small">
            {caption}
          </Text>
          <Button
            size="small"
            variant="tertiary"
            iconStart={isTable ? <RiLineChartLine /> : <RiTable2 />}
            onPress={() => setTable(!isTable)}
            aria-label={`${
              isTable ? t('chart.showChart') : t('chart.showTable')
            }: ${name}`}
          >
            {isTable ? t('chart.showChart') : t('chart.showTable')}
          </Button>
        </Flex>
        {isTable ? (
          table
        ) : (
          <div className={styles.plot}>
            <ResponsiveContainer width="100%" height={height}>
              {chart}
            </ResponsiveContainer>
          </div>
        )}
      </Flex>
    </figure>
  );
}
