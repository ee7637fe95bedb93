import type {
  Finding,
  ReachableFinding,
} from '@patch-risk/backstage-plugin-patch-risk-common';
import { Flex, Text, useBreakpoint } from '@backstage/ui';
import { formatDate } from '../../format/formatDate';
import { formatProbability } from '../../format/formatProbability';
import { useTranslation } from '../../hooks/useTranslation';
import { DataTable } from '../common/DataTable';
import { ExploitedBadge } from '../common/ExploitedBadge';
import { AnsweringNote } from './AnsweringNote';
import { FindingDialog } from './FindingDialog';
import { RemediationNote } from './RemediationNote';

/** Findings, exploited ones first, then those whose service was seen answering, then by CVSS base score. */
export function FindingTable(props: {
  findings: Finding[];
  /** Those whose service was seen answering, by id. */
  answering: ReadonlyMap<string, ReachableFinding>;
  empty: string;
  canSuppress: boolean;
  onSuppressed(finding: Finding, until: string): void;
  onReopened(finding: Finding): void;
}) {
  const { answering, canSuppress, onReopened, onSuppressed } = props;
  const { t } = useTranslation();
  const { up } = useBreakpoint();
  const isWide = up('md');
  const findings = [...props.findings].sort(
    (one, other) =>
      Number(other.kev !== undefined) - Number(one.kev !== undefined) ||
      Number(answering.has(other.id)) - Number(answering.has(one.id)) ||
      (other.cvss?.baseScore ?? 0) - (one.cvss?.baseScore ?? 0),
  );
  return (
    <DataTable
      label={t('tab.findings.title')}
      items={findings}
      empty={props.empty}
      columns={[
        {
          id: 'cve',
          label: t('tab.findings.cve'),
          isRowHeader: true,
          width: isWide ? '34%' : '70%',
          cell: finding => (
            <Flex direction="column" gap="1" align="start">
              <Text weight="bold">{finding.cve}</Text>
              {finding.title !== undefined && (
                <Text variant="body-small">{finding.title}</Text>
              )}
              {finding.kev && <ExploitedBadge />}
              <AnsweringNote finding={answering.get(finding.id)} />
              {finding.suppression && (
                <Text variant="body-small" color="secondary">
                  {[
                    t(`suppression.by.${finding.suppression.by}`),
                    finding.suppression.until &&
                      t('findingHistory.until', {
                        date: formatDate(finding.suppression.until),
                      }),
                    finding.suppression.questioned &&
                      t('suppression.questionedShort'),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              )}
              {!isWide && <RemediationNote finding={finding} />}
            </Flex>
          ),
        },
        {
          id: 'cvss',
          label: t('tab.findings.cvss'),
          isHidden: !isWide,
          cell: ({ cvss }) => (
            <Text>
              {cvss?.baseScore?.toFixed(1) ?? t('unknown')}
              {cvss?.severity !== undefined && (
                <Text as="span" variant="body-small" color="secondary">
                  {' '}
                  {cvss.severity.toLocaleLowerCase()}
                </Text>
              )}
            </Text>
          ),
        },
        {
          id: 'status',
          label: t('tab.findings.status'),
          isHidden: !isWide,
          cell: finding => (
            <Flex direction="column" gap="0.5">
              <Text>{t(`tab.findings.statusText.${finding.status}`)}</Text>
              <Text variant="body-small" color="secondary">
                {t('tab.findings.confidence', {
                  confidence: formatProbability(finding.confidence),
                })}
              </Text>
            </Flex>
          ),
        },
        {
          id: 'remediation',
          label: t('tab.findings.remediation'),
          isHidden: !isWide,
          cell: finding => <RemediationNote finding={finding} />,
        },
        {
          id: 'epss',
          label: t('tab.findings.epss'),
          isHidden: !isWide,
          cell: ({ epss }) => (
            <Text>{epss ? formatProbability(epss.score) : t('unknown')}</Text>
          ),
        },
        {
          id: 'details',
          label: t('tab.findings.details'),
          cell: finding => (
            <FindingDialog
              finding={finding}
              canSuppress={canSuppress}
              onSuppressed={until => onSuppressed(finding, until)}
              onReopened={() => onReopened(finding)}
            />
          ),
        },
      ]}
    />
  );
}
